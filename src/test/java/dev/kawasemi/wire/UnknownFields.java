package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fields that no branch of a schema names. JSON Schema lets them pass, Discord ignores them: with us they are a mistake, mostly of spelling. */
final class UnknownFields {
    private static final String REF = "#/components/schemas/";

    private final JsonNode document;

    UnknownFields(JsonNode document) {
        this.document = document;
    }

    /** Their places, as JSON Pointers. */
    List<String> in(JsonNode instance, JsonNode schema) {
        List<String> found = new ArrayList<>();
        look(instance, List.of(schema), "", found);
        return found;
    }

    private void look(JsonNode instance, List<JsonNode> schemas, String where, List<String> found) {
        List<JsonNode> branches =
                schemas.stream().flatMap(schema -> branches(schema, instance)).toList();
        if (instance.isArray()) {
            List<JsonNode> items = branches.stream()
                    .map(branch -> branch.path("items"))
                    .filter(JsonNode::isObject)
                    .toList();
            for (int i = 0; i < instance.size(); i++) {
                look(instance.path(i), items, where + "/" + i, found);
            }
        }
        if (instance.isObject()) {
            for (Map.Entry<String, JsonNode> field : instance.properties()) {
                String at = where + "/" + field.getKey();
                List<JsonNode> named = branches.stream()
                        .flatMap(branch -> named(branch, field.getKey()))
                        .toList();
                if (named.isEmpty() && !writtenByJdaAnyway(field)) {
                    found.add(at);
                } else {
                    look(field.getValue(), named, at, found);
                }
            }
        }
    }

    /** JDA writes {@code autocomplete: false} on an option of any type (its OptionData.toData), also where the schema has no such field. */
    private static boolean writtenByJdaAnyway(Map.Entry<String, JsonNode> field) {
        return field.getKey().equals("autocomplete") && !field.getValue().asBoolean();
    }

    private static Stream<JsonNode> named(JsonNode branch, String field) {
        JsonNode property = branch.path("properties").path(field);
        if (!property.isMissingNode()) {
            return Stream.of(property);
        }
        JsonNode additional = branch.path("additionalProperties");
        return additional.isObject() ? Stream.of(additional) : Stream.empty();
    }

    /** The schema and all that it is made of, without the branches meant for another {@code type} than the instance says. */
    private Stream<JsonNode> branches(JsonNode schema, JsonNode instance) {
        String ref = schema.path("$ref").asText();
        if (ref.startsWith(REF)) {
            JsonNode target = document.path("components").path("schemas").path(ref.substring(REF.length()));
            return branches(target, instance);
        }
        JsonNode types = schema.path("properties").path("type").path("enum");
        boolean other = types.isArray()
                && instance.has("type")
                && Json.elements(types).noneMatch(type -> type.equals(instance.path("type")));
        if (other) {
            return Stream.empty();
        }
        Stream<JsonNode> inner = Stream.of("anyOf", "oneOf", "allOf")
                .flatMap(word -> Json.elements(schema.path(word)))
                .flatMap(branch -> branches(branch, instance));
        return Stream.concat(Stream.of(schema), inner);
    }
}
