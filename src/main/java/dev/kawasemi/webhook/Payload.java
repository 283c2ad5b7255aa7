package dev.kawasemi.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.deployment.Version;
import java.io.IOException;
import java.util.regex.Pattern;

/** A JSON body, read with limits: what nests or counts more than a forge ever sends is not worked through. */
final class Payload {
    private static final int DEEPEST = 40;
    private static final int LONGEST_TEXT = 512 * 1024;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 500;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // The last of two equal names would win: what was looked at may not be what is meant.
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonNode root;

    private Payload(JsonNode root) {
        this.root = root;
    }

    static Payload of(byte[] body) throws Refused {
        try {
            JsonNode root = JSON.readTree(body);
            if (root == null || !root.isObject()) {
                throw new Refused(400, "the body is not a JSON object");
            }
            return new Payload(root);
        } catch (JsonProcessingException e) {
            throw new Refused(400, "the body is not JSON, or nests too deeply");
        } catch (IOException e) {
            throw new Refused(400, "the body cannot be read");
        }
    }

    /** The text at a JSON pointer; empty where there is none or it is not a text. */
    String text(String pointer) {
        JsonNode node = root.at(pointer);
        return node.isTextual() ? node.asText() : "";
    }

    boolean flag(String pointer) {
        return root.at(pointer).asBoolean(false);
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** The version at a pointer: a Docker tag that is one of the app's. */
    Version version(String pointer, Pattern versions) throws Refused {
        String text = text(pointer);
        if (!Version.isValid(text)) {
            throw new Refused(422, pointer + " is not a Docker tag");
        }
        if (!versions.matcher(text).matches()) {
            throw new Refused(202, "ignored: this app's versions look otherwise");
        }
        return new Version(text);
    }
}
