package dev.kawasemi.chat.console;

import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Messages out, lines in. */
final class ConsoleChat implements Console {
    private final Screen screen;
    private final BufferedReader in;
    private final Choices choices = new Choices();
    private final Progress progress = new Progress();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Requests requests;

    ConsoleChat(Supplier<ChatService> chat, BufferedReader in, Screen screen, Actor actor) {
        this.in = in;
        this.screen = screen;
        this.requests = new Requests(chat, actor, this::answer);
    }

    @Override
    public void show(Slot slot, ChatMessage message) {
        if (slot.kind() == Slot.Kind.PROGRESS) {
            screen.card("[thread " + slot.deployment() + "] ", Plain.lines(message.content()));
            return;
        }
        String place = slot.place() == Slot.Place.CHANNEL ? "[channel" : "[thread " + slot.deployment();
        String prefix = place + (shown.add(slot.key()) ? "] " : ", edited] ");
        print(prefix, slot.key(), message);
    }

    @Override
    public void showAnew(Slot slot, ChatMessage message) {
        shown.remove(slot.key());
        show(slot, message);
    }

    @Override
    public void nameThread(DeploymentId deployment, String title, String memberId) {
        screen.print("[thread " + deployment + "] ", List.of("— " + title + " —"));
    }

    @Override
    public void happened(Deployment now, DeploymentEvent event) {
        if (now.ended()) {
            screen.cardStays();
        }
        progress.happened(now);
    }

    @Override
    public void sampled(Deployment now, Sample sample, ActProgress progress) {
        // The presenter shows it.
    }

    private void answer(ChatMessage message) {
        print("[answer] ", "answer", message);
    }

    private void print(String prefix, String key, ChatMessage message) {
        List<String> lines = new ArrayList<>(Plain.lines(message.content()));
        message.files().forEach(file -> lines.add("  " + Plain.file(file)));
        String buttons = choices.offer(key, message.buttons());
        if (!buttons.isEmpty()) {
            lines.add("  " + buttons);
        }
        screen.print(prefix, lines);
    }

    @Override
    public void run() throws InterruptedException {
        say("Kawasemi's console. /help lists what can be typed.");
        Optional<String> line = read();
        while (line.isPresent()) {
            screen.typed();
            if (!line.get().isBlank() && !carryOut(Typed.of(line.get()))) {
                return;
            }
            if (line.get().isBlank()) {
                screen.prompt();
            }
            line = read();
        }
    }

    private Optional<String> read() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Tried to read a line from the terminal, and it failed: " + e.getMessage(), e);
        }
    }

    /** Whether to go on reading. */
    private boolean carryOut(Typed typed) throws InterruptedException {
        if (typed.isNumber()) {
            press(choices.numbered(typed.number()).map(id -> id.encode()), "No button has the number " + typed.verb());
            return true;
        }
        switch (typed.verb()) {
            case "quit", "exit" -> {
                return false;
            }
            case "help" -> help();
            case "press" -> press(choices.labelled(typed.rest()).map(id -> id.encode()), "No button has that label");
            case "wait" -> say(new Waiting(progress, requests).await(typed));
            default -> ask(typed);
        }
        return true;
    }

    private void ask(Typed typed) throws InterruptedException {
        Optional<Commands.Wanted> wanted = Commands.of(typed);
        if (wanted.isEmpty()) {
            say("That is not a command here. /help lists what can be typed.");
        } else if (wanted.get().fits(typed)) {
            send(wanted.get().command());
        } else {
            say("/" + typed.verb() + " takes " + wanted.get().takes() + ". /help shows them.");
        }
    }

    private void press(Optional<String> customId, String otherwise) throws InterruptedException {
        if (customId.isPresent()) {
            send(new ChatCommand.Press(customId.get(), true));
        } else {
            say(otherwise + " (any more). The numbers beside the newest messages count.");
        }
    }

    private void send(ChatCommand command) throws InterruptedException {
        requests.send(command);
        if (!screen.interactive() && !requests.awaitAnswer()) {
            say("No answer in " + Requests.LIMIT.toSeconds() + " s; going on.");
        }
    }

    private void help() {
        screen.print("[console] ", Commands.HELP);
        screen.print(
                "[console] ",
                List.of(
                        "NUMBER                press the button with this number",
                        "/press LABEL          press the newest button whose label begins so",
                        "/wait question|end [SECONDS]  until the latest deployment is that far (300 s)",
                        "/quit                 leave; deployments go on"));
    }

    private void say(String text) {
        screen.print("[console] ", List.of(text));
    }
}
