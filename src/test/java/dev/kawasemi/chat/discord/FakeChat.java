package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Caller;
import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.Responder;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What is behind the Discord side: remembers what was asked and answers as a test says. */
final class FakeChat implements ChatService {
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private volatile Answering answering = (command, responder) -> responder.reply("done: " + command);

    record Asked(ChatCommand command, Caller caller) {}

    interface Answering {
        void answer(ChatCommand command, Responder responder);
    }

    void answer(Answering next) {
        answering = next;
    }

    Asked await() throws InterruptedException {
        Asked next = asked.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was asked");
        }
        return next;
    }

    int waiting() {
        return asked.size();
    }

    @Override
    public void handle(ChatCommand command, Caller caller, Responder responder) {
        asked.add(new Asked(command, caller));
        answering.answer(command, responder);
    }

    @Override
    public List<String> versions(String app, String typed) {
        return List.of(app + "-2.0", app + "-1.9").stream()
                .filter(version -> version.contains(typed))
                .toList();
    }

    @Override
    public List<String> appNames(String prefix) {
        return List.of("shop", "shed", "wiki").stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }
}
