package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ChatFile;
import dev.kawasemi.chat.ChatMessage;
import java.io.ByteArrayInputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/** Our messages as JDA's. Plain content always: embeds and components V2 give empty push notifications (discord-api-docs#7854). */
final class JdaMessages {
    private static final int LONGEST_LABEL = 80;

    private JdaMessages() {}

    static MessageCreateData create(ChatMessage message, Optional<String> threadUrl) {
        return filled(new MessageCreateBuilder(), message, threadUrl)
                .setFiles(uploads(message))
                .setSuppressedNotifications(message.silent())
                .build();
    }

    /** The message's files take the place of those that stand; without any, those stay: an edit that does not name attachments keeps them. */
    static MessageEditData edit(ChatMessage message, Optional<String> threadUrl) {
        return message.files().isEmpty()
                ? filled(new MessageEditBuilder(), message, threadUrl).build()
                : anew(message, threadUrl);
    }

    /** Takes the place of all that stands, files too. */
    static MessageEditData anew(ChatMessage message, Optional<String> threadUrl) {
        return filled(new MessageEditBuilder(), message, threadUrl)
                .setFiles(uploads(message))
                .build();
    }

    /** Opened for each try: a request that is sent again reads its files again. */
    private static List<FileUpload> uploads(ChatMessage message) {
        return message.files().stream().map(JdaMessages::upload).toList();
    }

    private static FileUpload upload(ChatFile file) {
        FileUpload upload = FileUpload.fromStreamSupplier(file.name(), () -> new ByteArrayInputStream(file.bytes()));
        return file.alt().isEmpty() ? upload : upload.setDescription(file.alt());
    }

    /** An edit without {@code allowed_mentions} would fall back to "everything" (Discord, "Edit Message"): both kinds carry it. */
    private static <R extends MessageRequest<R>> R filled(R request, ChatMessage message, Optional<String> threadUrl) {
        List<net.dv8tion.jda.api.components.buttons.Button> buttons = message.buttons().stream()
                .flatMap(button -> button(button, threadUrl).stream())
                .toList();
        return request.setContent(Texts.content(message.content()))
                .setAllowedMentions(EnumSet.noneOf(MentionType.class))
                .mentionRoles(message.pingRoles())
                .mentionUsers(message.pingUsers())
                .setComponents(buttons.isEmpty() ? List.of() : List.of(ActionRow.of(buttons)));
    }

    private static Optional<net.dv8tion.jda.api.components.buttons.Button> button(
            Button button, Optional<String> threadUrl) {
        String label = Texts.cut(button.label(), LONGEST_LABEL);
        if (button instanceof Button.Action action) {
            return Optional.of(net.dv8tion.jda.api.components.buttons.Button.of(
                    style(action.style()), action.id().encode(), label));
        }
        return threadUrl.map(url -> net.dv8tion.jda.api.components.buttons.Button.link(url, label));
    }

    private static ButtonStyle style(Button.Style style) {
        return switch (style) {
            case PRIMARY -> ButtonStyle.PRIMARY;
            case SECONDARY -> ButtonStyle.SECONDARY;
            case DANGER -> ButtonStyle.DANGER;
        };
    }
}
