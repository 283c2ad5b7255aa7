package dev.kawasemi.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request's body: plain JSON, or {@code multipart/form-data} with {@code payload_json} and {@code files[n]}. */
record Multipart(JsonNode json, List<Attachment> files) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

    static Multipart read(String contentType, byte[] body) throws JsonProcessingException {
        if (body.length == 0) {
            return new Multipart(MissingNode.getInstance(), List.of());
        }
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/form-data") || !boundary.find()) {
            return new Multipart(Json.parse(new String(body, UTF_8)), List.of());
        }
        return parts(new String(body, ISO_8859_1), "--" + boundary.group(1));
    }

    /** The text is Latin-1, one character a byte, so that files come through as they are. */
    private static Multipart parts(String text, String boundary) throws JsonProcessingException {
        JsonNode json = MissingNode.getInstance();
        List<Part> files = new ArrayList<>();
        for (String part : text.split(Pattern.quote(boundary), -1)) {
            int headEnd = part.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                continue; // before the first boundary, or the "--" after the last
            }
            String head = part.substring(0, headEnd);
            byte[] content = part.substring(headEnd + 4, part.length() - 2).getBytes(ISO_8859_1);
            String name = find(NAME, head);
            if (name.equals("payload_json")) {
                json = Json.parse(new String(content, UTF_8));
            } else {
                String fileName = new String(find(FILE_NAME, head).getBytes(ISO_8859_1), UTF_8);
                files.add(new Part(name, fileName, content));
            }
        }
        JsonNode payload = json;
        return new Multipart(
                payload,
                files.stream()
                        .map(file -> new Attachment(file.fileName, description(payload, file.field), file.content))
                        .toList());
    }

    private static String find(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** {@code files[n]} belongs to the entry of {@code attachments} with the id n. */
    private static String description(JsonNode payload, String field) {
        JsonNode attachments =
                payload.has("data") ? payload.path("data").path("attachments") : payload.path("attachments");
        return Json.elements(attachments)
                .filter(one -> field.equals("files[" + one.path("id").asText() + "]"))
                .map(one -> one.path("description").asText())
                .findFirst()
                .orElse("");
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Part(String field, String fileName, byte[] content) {}
}
