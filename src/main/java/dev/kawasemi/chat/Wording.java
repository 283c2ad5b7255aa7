package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How people, hosts, versions, times and amounts are written, everywhere the same, in one language. What comes from outside is escaped here. */
final class Wording {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final long MEGABYTE = 1024 * 1024;
    private static final int REASON_LENGTH = 200;
    private static final int VERSION_LENGTH = 24;
    /** How the engine begins the reason of a cancel. */
    private static final String CANCELLED = "cancelled by ";

    private final ChatSettings settings;
    private final Phrases phrases;

    Wording(ChatSettings settings) {
        this(settings, Phrases.in(settings.language()));
    }

    Wording(ChatSettings settings, Phrases phrases) {
        this.settings = settings;
        this.phrases = phrases;
    }

    /** The same in another language. */
    Wording in(Language language) {
        return new Wording(settings, Phrases.in(language));
    }

    String say(Phrase phrase, Object... values) {
        return phrases.say(phrase, values);
    }

    String host() {
        return Escape.text(settings.hostName(), 24);
    }

    /** {@code pi4 shop v1.9.2}. */
    String subject(Deployment d) {
        return host() + " " + d.app() + " " + newVersion(d);
    }

    /** {@code pi4 shop 42}. */
    String numbered(Deployment d) {
        return host() + " " + d.app() + " " + d.id();
    }

    static String newVersion(Deployment d) {
        return version(d.version().value());
    }

    String oldVersion(Deployment d) {
        return d.old().isEmpty() ? say(CommonPhrase.NOTHING) : version(d.fromText());
    }

    static String version(String text) {
        return Escape.text(text, VERSION_LENGTH);
    }

    /** {@code BLUE v1.9.1}; for a first deploy {@code nothing}. */
    String oldSide(Deployment d) {
        return d.old().map(Wording::side).orElse(say(CommonPhrase.NOTHING));
    }

    static String side(Side side) {
        return side.stack().color() + " " + version(side.versionText());
    }

    static String newColor(Deployment d) {
        return d.next().color().name();
    }

    static String oldColor(Deployment d) {
        return d.old()
                .map(side -> side.stack().color())
                .map(Color::name)
                .orElse(d.next().color().other().name());
    }

    static String name(Actor actor) {
        return Escape.text(actor.name(), 32);
    }

    /** {@code  ("the login is broken")}, with a space before it; empty where none was given. */
    static String reasonGiven(Deployment d) {
        return d.reason().isEmpty() ? "" : " (\"" + Escape.text(d.reason(), REASON_LENGTH) + "\")";
    }

    static String decider(Deployment d) {
        return name(d.decidedBy().orElse(Actor.KAWASEMI));
    }

    static boolean decidedByPerson(Deployment d) {
        return d.decidedBy().map(actor -> actor.origin() != Actor.Origin.SYSTEM).orElse(false);
    }

    /** Whether a person took it back, by a decision or by a cancel (which the engine carries out in its own name). */
    static boolean takenBackByPerson(Deployment d) {
        return decidedByPerson(d)
                || d.failure().filter(text -> text.startsWith(CANCELLED)).isPresent();
    }

    /** Who took it back, where a person did. */
    static String takenBackBy(Deployment d) {
        return decidedByPerson(d)
                ? decider(d)
                : Escape.text(d.failure().orElse("").replaceFirst("^" + CANCELLED, ""), 32);
    }

    /** Whether the one who asked took it back: who did so knows it. */
    static boolean takenBackByAsker(Deployment d) {
        return d.decidedBy().equals(Optional.of(d.actor()))
                || d.failure().equals(Optional.of(CANCELLED + d.actor().name()));
    }

    /** Why it is or was undone, without a full stop. */
    String reason(Deployment d) {
        String text = d.failure().orElse("").strip();
        String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return bare.isEmpty() ? say(CommonPhrase.NO_REASON) : Escape.text(bare, 400);
    }

    /** {@code 14:03}. */
    String minute(Instant at) {
        return MINUTE.format(at.atZone(settings.zone()));
    }

    /** {@code 14:03}, and with its date where that is not today's. */
    String minuteOrDay(Instant at, Instant now) {
        boolean today = at.atZone(settings.zone())
                .toLocalDate()
                .equals(now.atZone(settings.zone()).toLocalDate());
        return today ? minute(at) : at.atZone(settings.zone()).toLocalDate() + " " + minute(at);
    }

    /** {@code 14:03:20}. */
    String second(Instant at) {
        return SECOND.format(at.atZone(settings.zone()));
    }

    /** When the last decision fell. */
    String decidedAt(Deployment d) {
        return minute(d.decidedAt().orElse(d.changedAt()));
    }

    /** {@code 41 s}, {@code 20 min}. */
    String took(Duration duration) {
        long seconds = Math.max(0, (duration.toMillis() + 500) / 1000);
        return seconds < 1000 ? say(CommonPhrase.SECONDS, seconds) : say(CommonPhrase.MINUTES, (seconds + 30) / 60);
    }

    /** {@code 12 s ago}, {@code 5 min ago}, {@code 3 h ago}, {@code 2 days ago}. */
    String ago(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return say(CommonPhrase.SECONDS_AGO, seconds);
        }
        if (seconds < 2 * 3600) {
            return say(CommonPhrase.MINUTES_AGO, seconds / 60);
        }
        return seconds < 48 * 3600
                ? say(CommonPhrase.HOURS_AGO, seconds / 3600)
                : say(CommonPhrase.DAYS_AGO, seconds / 86400);
    }

    /** {@code 198 MB} (of 1024 × 1024 bytes, as {@code docker stats} counts). */
    static String bytes(long bytes) {
        return (bytes + MEGABYTE / 2) / MEGABYTE + " MB";
    }

    /** {@code +14 MB}, {@code -3 MB}, {@code +0 MB}. */
    static String bytesChanged(long bytes) {
        return (bytes < -MEGABYTE / 2 ? "-" : "+") + bytes(Math.abs(bytes));
    }

    /** {@code +7 %}, {@code -3 %}, {@code +0 %}. */
    static String percentChanged(double percent) {
        return (Math.round(percent) < 0 ? "" : "+") + percent(percent);
    }

    /** {@code 18 %}. */
    static String percent(double value) {
        return Math.round(value) + " %";
    }

    /** Whether the standby is, as far as is known, what was promised. */
    static boolean warm(Deployment d) {
        return d.standbyNote()
                .filter(note -> note.state() != StandbyNote.State.WARM)
                .isEmpty();
    }

    /** How long a roll back to the warm standby takes: as long as the switch and its proof took. Empty where the standby is not warm. */
    Optional<String> rollBackTime(Deployment d) {
        Optional<Duration> change = took(d, Step.SWITCH).filter(time -> warm(d));
        return change.map(time -> time.plus(took(d, Step.VERIFY).orElse(Duration.ZERO)))
                .map(time -> time.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : time)
                .map(time -> say(CommonPhrase.ABOUT, took(time)));
    }

    String step(Step step) {
        return say(StepPhrase.valueOf(step.name()));
    }

    String phase(Phase phase) {
        return say(PhasePhrase.valueOf(phase.name()));
    }

    /** {@code 3 tasks wait}. */
    String tasks(long waiting) {
        return waiting == 1 ? say(CommonPhrase.TASK_WAITS) : say(CommonPhrase.TASKS_WAIT, waiting);
    }

    static Optional<Duration> took(Deployment d, Step step) {
        return Optional.ofNullable(d.steps().get(step)).flatMap(StepState::took);
    }

    static Optional<Instant> endOf(Deployment d, Step step) {
        return Optional.ofNullable(d.steps().get(step)).flatMap(StepState::endedAt);
    }

    /** The roles to notify, none where the transport has no mentions. */
    Set<String> pingRoles() {
        return settings.mentions() ? settings.pingRoles() : Set.of();
    }

    /** Written before a line that notifies {@link #pingRoles()}; empty or with a space at its end. */
    String roleMentions() {
        return pingRoles().stream().sorted().map(id -> "<@&" + id + "> ").collect(Collectors.joining());
    }

    /** The one who asked, where they can be notified. */
    Set<String> pingAsker(Deployment d) {
        return settings.mentions() && d.actor().origin() == Actor.Origin.DISCORD
                ? Set.of(d.actor().id())
                : Set.of();
    }

    /** As {@link #roleMentions()} for {@link #pingAsker}. */
    String askerMention(Deployment d) {
        return pingAsker(d).stream().map(id -> "<@" + id + "> ").collect(Collectors.joining());
    }

    /** The title of the thread: plain text, not markdown. */
    static String threadTitle(Deployment d) {
        return Escape.cut(d.app() + " " + d.id() + " " + d.version(), 100);
    }
}
