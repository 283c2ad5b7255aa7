package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers to interactions: the first one by callback, the rest as a webhook's messages. */
final class InteractionEndpoints {
    private static final String CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback";
    private static final String WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}";
    private static final String ORIGINAL = WEBHOOK + "/messages/@original";
    private static final String FOLLOWUP = WEBHOOK + "/messages/{message_id}";
    private static final int LOADING = 1 << 7;
    private static final int MAX_CHOICES = 25;

    private final GuildState guild;

    InteractionEndpoints(GuildState guild) {
        this.guild = guild;
    }

    void addTo(Router router) {
        router.add("POST", CALLBACK, this::callback);
        router.add("GET", ORIGINAL, call -> Reply.ok(message(call, "@original").json()));
        router.add("PATCH", ORIGINAL, call -> edit(call, "@original"));
        router.add("DELETE", ORIGINAL, call -> delete(call, "@original"));
        router.add("POST", WEBHOOK, this::followUp);
        router.add(
                "GET",
                FOLLOWUP,
                call -> Reply.ok(message(call, call.in("message_id")).json()));
        router.add("PATCH", FOLLOWUP, call -> edit(call, call.in("message_id")));
        router.add("DELETE", FOLLOWUP, call -> delete(call, call.in("message_id")));
    }

    private Reply callback(Call call) throws DiscordError {
        Interaction interaction = guild.interactions.get(call.in("interaction_id"));
        if (interaction == null || !interaction.token().equals(call.in("interaction_token"))) {
            throw DiscordError.of(404, 10062, "Unknown interaction");
        }
        int type = call.body().path("type").asInt();
        checkFits(interaction, type, call);
        interaction.acknowledge(type, call.arrived());
        JsonNode data = call.body().path("data");
        switch (type) {
            case Interaction.REPLY -> interaction.original(post(interaction, data, call));
            case Interaction.DEFER_REPLY -> {
                StoredMessage thinking = post(interaction, data, call);
                thinking.addFlag(LOADING);
                interaction.original(thinking);
            }
            case Interaction.DEFER_UPDATE -> interaction.pressedMessage().ifPresent(id -> hold(interaction, id));
            case Interaction.UPDATE -> {
                interaction.pressedMessage().ifPresent(id -> hold(interaction, id));
                interaction.original().ifPresent(message -> message.edit(data, call.files()));
            }
            case Interaction.CHOICES -> interaction.offer(data.path("choices"));
            default -> throw DiscordError.invalid("callback type " + type + " is not known here");
        }
        return call.query().getOrDefault("with_response", "false").equals("true")
                ? Reply.ok(withResponse(interaction, type))
                : Reply.noContent();
    }

    private static void checkFits(Interaction interaction, int type, Call call) throws DiscordError {
        boolean choices = type == Interaction.CHOICES;
        boolean update = type == Interaction.DEFER_UPDATE || type == Interaction.UPDATE;
        if (choices != (interaction.type() == Interaction.AUTOCOMPLETE)
                || (update && interaction.type() != Interaction.COMPONENT)) {
            throw DiscordError.invalid(
                    "callback type " + type + " does not fit interaction type " + interaction.type());
        }
        if (call.body().path("data").path("choices").size() > MAX_CHOICES) {
            throw DiscordError.invalid("more than 25 choices");
        }
        JsonNode data = call.body().path("data");
        if (type == Interaction.REPLY) {
            MessageRules.checkNew(data, call.files());
        } else if (type == Interaction.UPDATE) {
            MessageRules.checkEdit(Json.object(), data, call.files());
        }
    }

    /** The pressed message may be gone: then there is nothing to change. */
    private void hold(Interaction interaction, String messageId) {
        StoredMessage pressed = guild.messages.get(messageId);
        if (pressed != null && !pressed.deleted()) {
            interaction.original(pressed);
        }
    }

    private StoredMessage post(Interaction interaction, JsonNode data, Call call) {
        StoredMessage message = new StoredMessage(guild, interaction.channelId(), data, call.files());
        guild.messages.put(message.id(), message);
        return message;
    }

    private static ObjectNode withResponse(Interaction interaction, int type) {
        ObjectNode answer = Json.object();
        ObjectNode about = answer.putObject("interaction");
        about.put("id", interaction.id()).put("type", interaction.type());
        interaction.original().ifPresent(message -> {
            about.put("response_message_id", message.id());
            about.put("response_message_loading", message.now().loading());
            about.put("response_message_ephemeral", message.ephemeral());
            if (type == Interaction.REPLY || type == Interaction.UPDATE) { // the others have no resource
                answer.putObject("resource").put("type", type).set("message", message.json());
            }
        });
        return answer;
    }

    private Reply edit(Call call, String id) throws DiscordError {
        StoredMessage message = message(call, id);
        MessageRules.checkEdit(message.json(), call.body(), call.files());
        message.clearFlag(LOADING);
        message.edit(call.body(), call.files());
        return Reply.ok(message.json());
    }

    private Reply delete(Call call, String id) throws DiscordError {
        message(call, id).delete();
        return Reply.noContent();
    }

    /** The first follow-up takes the place of a "thinking". */
    private Reply followUp(Call call) throws DiscordError {
        Interaction interaction = interaction(call);
        MessageRules.checkNew(call.body(), call.files());
        if (interaction.original().filter(first -> first.now().loading()).isPresent()) {
            return edit(call, "@original");
        }
        StoredMessage message = post(interaction, call.body(), call);
        interaction.followup(message);
        return Reply.ok(message.json());
    }

    private StoredMessage message(Call call, String id) throws DiscordError {
        return interaction(call).message(id).orElseThrow(DiscordError::unknownMessage);
    }

    private Interaction interaction(Call call) throws DiscordError {
        Interaction interaction = guild.interactions.values().stream()
                .filter(one -> one.token().equals(call.in("webhook_token")))
                .findFirst()
                .orElseThrow(() -> DiscordError.of(404, 10015, "Unknown Webhook"));
        interaction.requireUsable();
        return interaction;
    }
}
