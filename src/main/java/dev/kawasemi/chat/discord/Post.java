package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One message that the outbox keeps shown: what is wanted, what stands on Discord, what is on its way. Used under the outbox's lock. */
final class Post {
    /** Edits of older messages are limited to 3 in 6 s a channel (error 30046), and nobody looks up there any more. */
    private static final Duration OLD = Duration.ofHours(1);

    private static final int LONGEST_NONCE = 25;

    private final Slot slot;
    private final BackOff backOff = new BackOff();
    private ChatMessage wanted;
    private Optional<ChatMessage> shown = Optional.empty();
    private Optional<Standing> standing = Optional.empty();
    private int copy;
    private boolean inFlight;
    private boolean creating;
    /** A new copy is wanted though nothing else may have changed. Not stored: whoever starts again after a crash asks again. */
    private boolean anew;
    /** What is wanted is not worth a message of its own. Not stored: at worst it is shown after a crash. */
    private boolean onlyAmends;

    private Optional<Press> press = Optional.empty();

    Post(Slot slot, ChatMessage wanted) {
        this.slot = slot;
        this.wanted = wanted;
    }

    Post(PostRow row) {
        this(row.slot(), row.wanted());
        shown = row.done() ? Optional.of(row.wanted()) : Optional.empty();
        standing = row.standing();
        copy = row.copy();
    }

    PostRow row() {
        return new PostRow(slot, wanted, settled(), copy, standing);
    }

    Slot slot() {
        return slot;
    }

    ChatMessage wanted() {
        return wanted;
    }

    Optional<Standing> standing() {
        return standing;
    }

    BackOff backOff() {
        return backOff;
    }

    boolean settled() {
        return !anew && shown.isPresent() && shown.get().equals(wanted);
    }

    boolean inFlight() {
        return inFlight;
    }

    void want(ChatMessage message) {
        wanted = message;
        onlyAmends = false;
    }

    void amend(ChatMessage message) {
        wanted = message;
        anew = false;
        onlyAmends = true;
    }

    boolean onlyAmends() {
        return onlyAmends;
    }

    void leaveFilesOut() {
        wanted = wanted.withFiles(List.of());
    }

    void wantAnew(ChatMessage message) {
        want(message);
        anew = true;
    }

    /** What an edit brings: files that stand already are not sent again. */
    ChatMessage change() {
        boolean filesStand = shown.isPresent() && shown.get().files().equals(wanted.files());
        return filesStand ? wanted.withFiles(List.of()) : wanted;
    }

    /** Whether the wanted state goes out as a new message though one stands. Only the live card and what still asks for something are worth one. */
    boolean wantsNewCopy(Instant now) {
        boolean pressing = slot.kind() == Slot.Kind.QUESTION || slot.kind() == Slot.Kind.OUTCOME;
        boolean asks = wanted.buttons().stream().anyMatch(Button.Action.class::isInstance);
        boolean looked = slot.kind() == Slot.Kind.PROGRESS;
        boolean old = standing.isPresent() && standing.get().since().plus(OLD).isBefore(now);
        return standing.isPresent() && (anew || (old && (looked || (pressing && asks))));
    }

    /** The nonce of a copy: the slot's key, so that a create that was sent but not recorded arrives once. */
    String nonce(int copyNumber) {
        String nonce = copyNumber == 0 ? slot.key() : slot.key() + "-" + copyNumber;
        return nonce.length() <= LONGEST_NONCE ? nonce : "k" + Integer.toHexString(nonce.hashCode()) + "-" + copyNumber;
    }

    int copy() {
        return copy;
    }

    /** @param asNew a new message is being made, whose id is not known yet */
    void launched(boolean asNew) {
        inFlight = true;
        creating = asNew;
    }

    void landed() {
        inFlight = false;
        creating = false;
    }

    boolean creating() {
        return creating;
    }

    void stands(Standing at, Optional<ChatMessage> nowShown) {
        standing = Optional.of(at);
        shown = nowShown;
        anew = false;
        backOff.worked();
    }

    /** Where the copy before stood, if there was one. */
    Optional<Standing> renewed(Standing at, Optional<ChatMessage> nowShown) {
        Optional<Standing> before = standing;
        copy++;
        stands(at, nowShown);
        return before;
    }

    void edited(ChatMessage nowShown) {
        shown = Optional.of(nowShown);
        backOff.worked();
    }

    /** The message is not there any more. Only a change from {@code last} makes a new one. */
    void lost(ChatMessage last) {
        standing = Optional.empty();
        copy++;
        shown = Optional.of(last);
    }

    /** The message cannot be changed: a new one is to take its place. */
    void renew() {
        standing = Optional.empty();
        copy++;
        shown = Optional.empty();
    }

    /** Nothing more is done for this state. */
    void giveUp(ChatMessage state) {
        anew = false;
        shown = Optional.of(state);
    }

    /** Somebody pressed a button of it: edits wait a moment for what the press makes of it. */
    void pressed(Duration until) {
        press = Optional.of(press.map(one -> one.andAnother(until)).orElseGet(() -> new Press(wanted, until, 1)));
    }

    /** The press has changed the message on Discord already, unless more has become known since. */
    void replacedByPress(ChatMessage message) {
        if (press.filter(one -> one.wantedThen().equals(wanted)).isPresent()) {
            wanted = message;
        }
        shown = Optional.of(message);
        anew = false;
        released();
    }

    void released() {
        press = press.filter(one -> one.open() > 1).map(Press::butOne);
    }

    Duration notBefore() {
        Duration held = press.map(Press::until).orElse(backOff.notBefore());
        return held.compareTo(backOff.notBefore()) > 0 ? held : backOff.notBefore();
    }

    /**
     * Presses that have not been answered.
     *
     * @param wantedThen what was to be shown when the first of them came
     */
    private record Press(ChatMessage wantedThen, Duration until, int open) {
        Press andAnother(Duration later) {
            return new Press(wantedThen, later, open + 1);
        }

        Press butOne() {
            return new Press(wantedThen, until, open - 1);
        }
    }
}
