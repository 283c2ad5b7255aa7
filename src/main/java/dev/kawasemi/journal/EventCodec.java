package dev.kawasemi.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Undo;

/** Events as JSON. A record's simple name is its type: renaming an event needs a migration. */
final class EventCodec {
    private final ObjectMapper mapper;

    EventCodec() {
        mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(DeploymentEvent.class, Typed.class)
                .addMixIn(Undo.class, Typed.class)
                .build();
        register(DeploymentEvent.class.getPermittedSubclasses());
        register(Undo.class.getPermittedSubclasses());
    }

    private void register(Class<?>[] types) {
        for (Class<?> type : types) {
            if (type.isSealed()) {
                register(type.getPermittedSubclasses());
            } else {
                mapper.registerSubtypes(new NamedType(type, type.getSimpleName()));
            }
        }
    }

    String encode(DeploymentEvent event) {
        try {
            return mapper.writerFor(DeploymentEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event could not be written as JSON: " + event.getClass(), e);
        }
    }

    DeploymentEvent decode(String json) throws Unknown {
        try {
            return mapper.readValue(json, DeploymentEvent.class);
        } catch (JsonProcessingException e) {
            throw new Unknown(e);
        }
    }

    /** The text is no event, or none of those that there are. */
    static final class Unknown extends Exception {
        Unknown(JsonProcessingException cause) {
            super(cause.getOriginalMessage(), cause);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({})
    private interface Typed {}
}
