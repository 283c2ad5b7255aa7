package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Board;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.HostileTexts;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.testing.Stories;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hundred texts that want to do harm, in every field that reaches chat, through the real texts, JDA and sockets: nobody is notified who should not be, a
 * message looks as it does with harmless words, and Discord refuses nothing.
 */
@Tag("processes")
class HostileInputsTest extends BotFixture {
    private static final String HARMLESS = "plain words";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Said at once; the answer takes its place. */
    private static final Pattern FIRST_WORD = Pattern.compile("^(Checking|Looking at) .*…$");

    private static final List<Kind> KINDS =
            List.of(HostileStories::rolledBack, HostileStories::failed, HostileStories::stuck);

    private final FakeDeployEngine engine = new FakeDeployEngine(clock, Stories.SHOP);
    private final RecordingBoard board = new RecordingBoard();
    private final List<String> failures = new ArrayList<>();
    private final Board both = new Board() {
        @Override
        public void show(Slot slot, ChatMessage message) {
            board.show(slot, message);
            bot.show(slot, message);
        }

        @Override
        public void showAnew(Slot slot, ChatMessage message) {
            board.showAnew(slot, message);
            bot.showAnew(slot, message);
        }

        @Override
        public void nameThread(DeploymentId deployment, String title, String memberId) {
            bot.nameThread(deployment, title, memberId);
        }
    };
    private String victim;
    private String victimRole;
    private long number = 1000;

    private interface Kind {
        Stories tell(long number, String text, Actor asker);
    }

    @Test
    void twoHundredHostileTextsDoNoHarmInAnyField() throws Exception {
        victim = discord.user("Victim").id();
        victimRole = discord.role("everybody");
        openBot(settings(discord.token()), TimeSource.system());
        bot.start(chatService());
        discord.awaitCommand("deploy", LIMIT);
        awaitOnline();
        List<String> texts = HostileTexts.all(victim, victimRole, discord.channelId());
        assertEquals(200, texts.size());
        shownEverywhere(texts);
        askedEverywhere(texts);
        discord.requests().stream()
                .filter(request -> request.status() >= 400)
                .forEach(request -> failures.add(request.route() + " was answered with " + request.status()));
        Shows.write("hostile-inputs", texts.size());
        Shows.write("hostile-failures", failures.size());
        assertTrue(
                failures.isEmpty(),
                () -> failures.size() + " failures, of them " + failures.subList(0, Math.min(10, failures.size())));
    }

    private ChatService chatService() {
        Roles roles = new Roles(Set.of(ops), Set.of(ops), Set.of());
        return ChatServices.create(engine, roles, chatSettings("pi4"), clock);
    }

    private ChatSettings chatSettings(String host) {
        return new ChatSettings(host, ZoneId.of("UTC"), Set.of(ops), true);
    }

    /** As the newest state of every message of three deployments each. */
    private void shownEverywhere(List<String> texts) {
        Actor alice = new Actor(Actor.Origin.DISCORD, discord.user("Alice", ops).id(), "Alice");
        Map<Long, String> told = new TreeMap<>();
        for (Kind kind : KINDS) {
            tell(kind.tell(++number, HARMLESS, alice), HARMLESS);
            told.put(number, HARMLESS);
        }
        for (String text : texts) {
            for (Kind kind : KINDS) {
                tell(kind.tell(++number, text, alice), text);
                told.put(number, text);
            }
        }
        Map<String, Message> shown = awaitAll();
        long first = number - told.size();
        shown.forEach((key, message) -> {
            long of = Long.parseLong(key.substring(1, key.indexOf('-')));
            long harmless = first + 1 + (of - first - 1) % KINDS.size();
            judge(told.get(of), message, Optional.ofNullable(shown.get(key.replace("d" + of, "d" + harmless))));
        });
        discord.threads().forEach(thread -> {
            String name = discord.channelJson(thread).path("name").asText();
            if (name.length() > 100 || name.codePoints().anyMatch(Layout::hidden)) {
                failures.add("a thread is called " + name);
            }
        });
    }

    /** The host's name and the last probe's words are no part of a deployment. */
    private void tell(Stories story, String text) {
        DeploymentListener presenter = Presenters.create(both, chatSettings(text), clock);
        List<DeploymentEvent> events = story.events();
        for (int i = 0; i < events.size(); i++) {
            Deployment now = Deployment.of(events.subList(0, i + 1));
            presenter.happened(now, events.get(i));
            HealthGate.Progress gate =
                    new HealthGate.Progress(0, 2, new ProbeResult(false, text, Duration.ofMillis(84)));
            ActProgress progress = new ActProgress(Optional.of(gate), Optional.empty(), Optional.empty());
            presenter.sampled(now, Stories.sample(events.get(i).at(), 0.2, 0.1), progress);
        }
    }

    /** By nonce, once everything stands on Discord as it was last shown. */
    private Map<String, Message> awaitAll() {
        Map<String, String> wanted = new TreeMap<>();
        board.all()
                .forEach(shown -> wanted.put(
                        shown.slot().key(),
                        Texts.content(shown.message().content()).strip()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Message> standing = new TreeMap<>();
            Stream.concat(Stream.of(discord.channelId()), discord.threads().stream())
                    .flatMap(channel -> discord.messages(channel).stream())
                    .filter(message -> !message.nonce().isEmpty())
                    .forEach(message -> standing.put(message.nonce(), message));
            List<String> missing = wanted.entrySet().stream()
                    .filter(entry -> !standing.containsKey(entry.getKey())
                            || !standing.get(entry.getKey()).content().strip().equals(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (missing.isEmpty()) {
                return standing;
            }
            assertTrue(System.nanoTime() < end, () -> missing.size() + " messages do not stand: " + missing);
            LockSupport.parkNanos(250_000_000);
        }
    }

    /** As what somebody types, as somebody's name, and as what the engine says. */
    private void askedEverywhere(List<String> texts) {
        Layouts plain = asked(HARMLESS);
        for (String text : texts) {
            Layouts hostile = asked(text);
            for (int i = 0; i < plain.answers.size(); i++) {
                judge(text, hostile.answers.get(i), Optional.of(plain.answers.get(i)));
            }
        }
    }

    private Layouts asked(String text) {
        User person = discord.user(text, ops);
        List<Message> answers = new ArrayList<>();
        answers.add(answer(person, "deploy", Map.of("app", text, "version", "v2")));
        answers.add(answer(person, "deploy", Map.of("app", "shop", "version", text + " ")));
        engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of(text, text)));
        answers.add(answer(person, "deploy", Map.of("app", "shop", "version", "v2")));
        answers.add(answer(person, "status", Map.of("app", text)));
        Deployment last = HostileStories.failed(++number, text, Stories.ALICE).deployment();
        engine.putStatus(new AppStatus(
                Stories.SHOP,
                Optional.of(Color.BLUE),
                Optional.of(last),
                Optional.of(new ProbeResult(false, text, Duration.ofMillis(3))),
                Map.of(),
                Stories.sample(Instant.EPOCH, 1, 1),
                List.of(text)));
        answers.add(answer(person, "status", Map.of("app", "shop")));
        return new Layouts(answers);
    }

    private record Layouts(List<Message> answers) {}

    private Message answer(User person, String command, Map<String, String> options) {
        return person.slash(command, options)
                .awaitResponse(
                        message -> !message.loading()
                                && !FIRST_WORD.matcher(message.content()).find(),
                        LIMIT);
    }

    private void judge(String text, Message message, Optional<Message> harmless) {
        List<String> faults = new ArrayList<>(Layout.faults(message, victim));
        faults.addAll(Layout.faults(message, victimRole));
        Layout layout = Layout.of(message.content());
        harmless.map(one -> Layout.of(one.content()))
                .filter(plain -> !plain.equals(layout))
                .ifPresent(plain -> faults.add("looks like " + layout + ", not " + plain));
        if (!faults.isEmpty()) {
            failures.add(faults + " from " + shorten(text) + " in " + shorten(message.content()));
        }
    }

    private static String shorten(String text) {
        return "\"" + text.substring(0, Math.min(300, text.length())) + "\"";
    }
}
