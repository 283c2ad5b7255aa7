package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi31;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Discord's own OpenAPI description (3.1) of its REST side, as the judge of what is sent. Where its file is absent nothing is judged; in CI that is a failure.
 */
final class DiscordSpec {
    private static final String IRI = "https://discord.invalid/openapi.json";
    private static final int SHOWN = 6;
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    /** What does not fit and is let through: place in the body, or {@code ?} and a parameter, after the route's own pattern. */
    private static final List<Pattern> ALLOWED = List.of(
            // JDA 6.5.0 sends these numbers as strings ("0", "1"), which Discord takes; nothing in JDA's public API
            // changes it.
            // JDA always sends "nsfw"; Discord's reference ("Application Command Object") has the field, its
            // description does not.
            Pattern.compile("PUT /applications/.*/commands /\\d+/(?:(contexts|integration_types)/\\d+|nsfw)"),
            // JDA tells the type of new files; Discord takes it.
            Pattern.compile("(POST|PATCH) .* (/data)?/attachments/\\d+/content_type"),
            // JDA sends it with every edit through an interaction's token, where it means nothing.
            Pattern.compile("PATCH /webhooks/.* \\?wait"));

    /** Words of OpenAPI that say nothing about an instance. */
    private static final List<String> NOT_RULES =
            List.of("openapi", "info", "servers", "paths", "components", "x-discord-union");

    private static final DiscordSpec SHARED = read(
            Path.of(System.getProperty("discord.openapi", "../shared/discord/openapi.json")),
            "true".equals(System.getenv("CI")));

    private final Optional<JsonNode> document;
    private final Optional<JsonSchemaFactory> factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private DiscordSpec(Optional<JsonNode> document, Optional<JsonSchemaFactory> factory) {
        this.document = document;
        this.factory = factory;
    }

    /** The one that the system property {@code discord.openapi} names, read once. */
    static DiscordSpec shared() {
        return SHARED;
    }

    static DiscordSpec read(Path file, boolean required) {
        if (!Files.exists(file)) {
            String missing = "Discord's OpenAPI description is not at " + file + " (system property discord.openapi)";
            if (required) {
                throw new IllegalStateException(missing + ": in CI requests must be checked against it");
            }
            System.out.println(missing + ": requests are not checked against it");
            return new DiscordSpec(Optional.empty(), Optional.empty());
        }
        try {
            String text = Files.readString(file);
            JsonMetaSchema.Builder words = JsonMetaSchema.builder(OpenApi31.getInstance());
            NOT_RULES.forEach(word -> words.keyword(new NonValidationKeyword(word)));
            JsonMetaSchema dialect = words.build();
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.metaSchema(dialect)
                            .defaultMetaSchemaIri(dialect.getIri())
                            .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, text))));
            return new DiscordSpec(Optional.of(Json.parse(text)), Optional.of(factory));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read Discord's OpenAPI description at " + file, e);
        }
    }

    boolean available() {
        return document.isPresent();
    }

    /** Whether the description has this method and path template. */
    boolean describes(String method, String route) {
        return operation(method, route).isObject();
    }

    /** What does not fit; empty when all is well. */
    List<String> check(Call call) {
        if (!available()) {
            return List.of();
        }
        JsonNode operation = operation(call.method(), call.route());
        if (!operation.isObject()) {
            return List.of("not in Discord's description");
        }
        List<String> misfits = new ArrayList<>();
        call.path().forEach((name, value) -> checkParameter(call, operation, name, value, misfits));
        call.query().forEach((name, value) -> checkParameter(call, operation, name, value, misfits));
        checkBody(call, operation, misfits);
        return misfits;
    }

    /** What of an answer of our own does not fit: a stand-in that answers otherwise than Discord would be worth little. */
    List<String> checkReply(Call call, Reply reply) {
        if (!available()) {
            return List.of();
        }
        String status = Integer.toString(reply.status());
        JsonNode described =
                operation(call.method(), call.route()).path("responses").path(status);
        if (described.isMissingNode()) {
            return List.of("status " + status + " is not described");
        }
        if (!described.has("content")) {
            return reply.body().isMissingNode() ? List.of() : List.of("a body where none is described");
        }
        String pointer =
                pointer(call.method(), call.route()) + "/responses/" + status + "/content/application~1json/schema";
        return misfits(pointer, reply.body(), "");
    }

    private JsonNode operation(String method, String route) {
        return document.orElseThrow().path("paths").path(route).path(method.toLowerCase(Locale.ROOT));
    }

    private static String pointer(String method, String route) {
        return "/paths/" + escape(route) + "/" + method.toLowerCase(Locale.ROOT);
    }

    /** As RFC 6901 (JSON Pointer) and then RFC 3986 (the fragment of a URI) want it. */
    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private void checkBody(Call call, JsonNode operation, List<String> misfits) {
        JsonNode wanted = operation.path("requestBody");
        if (call.body().isMissingNode()) {
            if (wanted.path("required").asBoolean()) {
                misfits.add("no body, but one is required");
            }
            return;
        }
        if (wanted.isMissingNode()) {
            misfits.add("a body where none is described");
            return;
        }
        String pointer = pointer(call.method(), call.route()) + "/requestBody/content/application~1json/schema";
        misfits.addAll(misfits(pointer, withFilesNumberedAsTexts(call.body()), call.method() + " " + call.route()));
        JsonNode schema = wanted.path("content").path("application/json").path("schema");
        new UnknownFields(document.orElseThrow())
                .in(call.body(), schema).stream()
                        .filter(place -> !allowed(call.method() + " " + call.route(), place))
                        .forEach(place -> misfits.add("unknown field " + place));
    }

    /** JDA numbers new files with integers, which Discord takes. Rewritten, not let through: inside a union one misfit makes the whole not fit. */
    private static JsonNode withFilesNumberedAsTexts(JsonNode body) {
        JsonNode copy = body.deepCopy();
        for (JsonNode holder : List.of(copy, copy.path("data"))) {
            for (JsonNode file : holder.path("attachments")) {
                if (file.path("id").isInt()) {
                    ((ObjectNode) file).put("id", file.path("id").asText());
                }
            }
        }
        return copy;
    }

    private List<String> misfits(String pointer, JsonNode instance, String route) {
        return schema(pointer).validate(instance).stream()
                .filter(message -> !allowed(route, message.getInstanceLocation().toString()))
                .map(message -> message.getMessage())
                .limit(SHOWN)
                .toList();
    }

    private static boolean allowed(String route, String place) {
        return ALLOWED.stream().anyMatch(one -> one.matcher(route + " " + place).matches());
    }

    private JsonSchema schema(String pointer) {
        return schemas.computeIfAbsent(
                pointer, key -> factory.orElseThrow().getSchema(SchemaLocation.of(IRI + "#" + key), CONFIG));
    }

    private void checkParameter(Call call, JsonNode operation, String name, String value, List<String> misfits) {
        boolean inPath = call.path().containsKey(name);
        JsonNode ofPath =
                document.orElseThrow().path("paths").path(call.route()).path("parameters");
        String pointer = "/paths/" + escape(call.route()) + "/parameters/";
        JsonNode parameters = ofPath;
        int index = indexOf(ofPath, name, inPath);
        if (index < 0) {
            parameters = operation.path("parameters");
            pointer = pointer(call.method(), call.route()) + "/parameters/";
            index = indexOf(parameters, name, inPath);
        }
        if (index < 0) {
            if (!allowed(call.method() + " " + call.route(), "?" + name)) {
                misfits.add("unknown parameter " + name);
            }
            return;
        }
        String type = parameters.path(index).path("schema").path("type").asText();
        for (String misfit : misfits(pointer + index + "/schema", typed(value, type), "")) {
            misfits.add("parameter " + name + ": " + misfit);
        }
    }

    private static int indexOf(JsonNode parameters, String name, boolean inPath) {
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.path(i);
            if (parameter.path("name").asText().equals(name)
                    && parameter.path("in").asText().equals(inPath ? "path" : "query")) {
                return i;
            }
        }
        return -1;
    }

    /** All is text in a URL; one that does not read as the type stays text and is then found not to fit. */
    private static JsonNode typed(String value, String type) {
        if (type.equals("integer") && value.matches("-?\\d{1,18}")) {
            return Json.array().add(Long.parseLong(value)).path(0);
        }
        if (type.equals("boolean") && value.matches("true|false")) {
            return Json.array().add(Boolean.parseBoolean(value)).path(0);
        }
        return Json.array().add(value).path(0);
    }
}
