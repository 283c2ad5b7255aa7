package dev.kawasemi.chat;

import dev.kawasemi.deployment.AppName;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request in and gives it to a {@link Conversation}. */
final class CommandHandler implements ChatService {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    /** Discord's limit of choices. */
    private static final int CHOICES = 25;

    private final Desk desk;

    CommandHandler(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(ChatCommand command, Caller caller, Responder responder) {
        Conversation conversation = new Conversation(desk, caller, responder);
        try {
            command.visit(new Commands(desk, conversation));
        } catch (RuntimeException e) {
            LOG.error("Answering a {} failed", command.getClass().getSimpleName(), e);
            conversation.end(Answers.fault(conversation.wording()));
        }
    }

    @Override
    public List<String> versions(String app, String typed) {
        return desk.engine().history().stream()
                .filter(d -> d.app().value().equals(app))
                // A repair with an empty journal does not know the version.
                .filter(d -> d.repaired().isEmpty() || d.release().isPresent())
                .map(d -> d.version().value())
                .filter(version -> version.contains(typed))
                .distinct()
                .limit(CHOICES)
                .toList();
    }

    @Override
    public List<String> appNames(String prefix) {
        return desk.engine().apps().stream()
                .map(AppName::value)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .limit(CHOICES)
                .toList();
    }
}
