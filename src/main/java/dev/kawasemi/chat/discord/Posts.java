package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Phrases;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.discord.Messenger.Outgoing;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages: sends what is due, newest state only, one request in flight each. Used under the outbox's lock. */
final class Posts {
    /** Under every limit seen (5 messages in 5 s a channel), so that none is met. */
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(5);

    private static final Duration FRAME_LIMIT = Duration.ofSeconds(10);
    /** After this a request is made anew, with the newest state. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int REMEMBERED = 200;

    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final OutboxStore store;
    private final Line line;
    private final Threads threads;
    private final Landing landing;
    private final Place place;

    /** Which channel is written to, by which time, and in which language. */
    record Place(String channel, TimeSource time, Phrases phrases) {}

    Posts(OutboxStore store, Line line, Threads threads, OldCopies oldCopies, Place place) {
        this.store = store;
        this.line = line;
        this.threads = threads;
        this.landing = new Landing(store, line, threads, oldCopies, place.time());
        this.place = place;
        store.unfinishedPosts().forEach(row -> posts.put(row.slot().key(), new Post(row)));
    }

    void want(Slot slot, ChatMessage message) {
        Optional<Post> known = find(slot.key());
        if (known.isPresent() && known.get().wanted().equals(message)) {
            return;
        }
        forgetSettled();
        Post post = known.orElseGet(() -> new Post(slot, message));
        post.want(message);
        posts.put(slot.key(), post);
        // A frame a second would wear out an SD card: frames after the first are saved when they are sent, and rendered
        // anew after
        // a crash.
        if (known.isEmpty() || slot.kind() != Slot.Kind.PROGRESS) {
            store.save(post.row());
        }
    }

    /** Changes what stands; what has never come to stand is left out. */
    void amend(Slot slot, ChatMessage message) {
        find(slot.key()).ifPresent(post -> {
            post.amend(message);
            posts.put(slot.key(), post);
            store.save(post.row());
        });
    }

    /** Whatever stands: a new copy, after everything that waits to be sent. */
    void wantAnew(Slot slot, ChatMessage message) {
        Post post = find(slot.key()).orElseGet(() -> new Post(slot, message));
        post.wantAnew(message);
        posts.remove(slot.key());
        posts.put(slot.key(), post);
        store.save(post.row());
    }

    Optional<Standing> root(DeploymentId deployment) {
        return posts.values().stream()
                .filter(post -> post.slot().kind() == Slot.Kind.ROOT
                        && post.slot().deployment().equals(deployment))
                .findFirst()
                .or(() -> store.root(deployment).map(Post::new))
                .flatMap(Post::standing);
    }

    /** The post that this message is the live copy of. */
    Optional<Post> byMessage(String messageId) {
        return store.postByMessage(messageId)
                .map(row -> posts.computeIfAbsent(row.slot().key(), key -> new Post(row)));
    }

    void save(Post post) {
        store.save(post.row());
    }

    /** Sends what is due; when to look again, or empty for "when something happens". */
    Optional<Duration> tend(Duration now) {
        line.takeOutage().ifPresent(this::sumUp);
        return posts.values().stream()
                .map(post -> tend(post, now))
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    /** After an outage the milestones that could not be posted are one message, not as many as there were. */
    private void sumUp(Line.Outage outage) {
        for (List<Post> missed : OutageText.missed(posts.values())) {
            want(
                    OutageText.slot(missed.get(0).slot().deployment(), outage),
                    OutageText.of(outage, missed, place.phrases()));
            missed.forEach(post -> {
                post.giveUp(post.wanted());
                store.save(post.row());
            });
        }
    }

    /** Whether a message is on its way whose id is not known yet. */
    boolean creating() {
        return posts.values().stream().anyMatch(Post::creating);
    }

    /** Whether something that matters could still go out at once. */
    boolean pressing() {
        return posts.values().stream().anyMatch(post -> post.inFlight() || canGoOut(post));
    }

    int waiting() {
        return (int) posts.values().stream().filter(post -> !post.settled()).count();
    }

    private boolean canGoOut(Post post) {
        return !post.settled()
                && post.slot().kind() != Slot.Kind.PROGRESS
                && !post.backOff().failing()
                && target(post).map(line::isOpen).orElse(false);
    }

    void retryNow() {
        posts.values().forEach(post -> post.backOff().reset());
    }

    private Optional<Duration> tend(Post post, Duration now) {
        if (post.inFlight() || post.settled() || dropped(post) || pointless(post) || waitsForThread(post)) {
            return Optional.empty();
        }
        if (line.failing() && posts.values().stream().anyMatch(Post::inFlight)) {
            return Optional.empty();
        }
        Optional<String> target = target(post).filter(line::isOpen);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        if (post.notBefore().compareTo(now) > 0) {
            return Optional.of(post.notBefore());
        }
        send(post, target.get(), now);
        return Optional.empty();
    }

    /** Its thread is gone: the deployment goes on without it. */
    private boolean dropped(Post post) {
        boolean gone = post.slot().place() == Slot.Place.THREAD
                && threads.of(post.slot().deployment())
                        .filter(thread -> thread.state() == ThreadRow.State.GONE)
                        .isPresent();
        if (gone) {
            post.giveUp(post.wanted());
            store.save(post.row());
        }
        return gone;
    }

    /** Nothing stands that it would change. */
    private boolean pointless(Post post) {
        boolean pointless = post.onlyAmends() && post.standing().isEmpty();
        if (pointless) {
            post.giveUp(post.wanted());
            store.save(post.row());
        }
        return pointless;
    }

    private boolean waitsForThread(Post post) {
        boolean needed = post.slot().kind() != Slot.Kind.ROOT
                && post.wanted().buttons().stream().anyMatch(Button.ThreadLink.class::isInstance);
        return needed
                && threads.of(post.slot().deployment())
                        .filter(thread -> thread.state() == ThreadRow.State.WANTED)
                        .isPresent();
    }

    private Optional<String> target(Post post) {
        Optional<Standing> standing = post.standing();
        if (standing.isPresent() && !post.wantsNewCopy(place.time().now())) {
            return Optional.of(standing.get().channelId());
        }
        return switch (post.slot().place()) {
            case CHANNEL -> Optional.of(place.channel());
            case THREAD ->
                threads.of(post.slot().deployment()).filter(ThreadRow::isThere).map(ThreadRow::id);
        };
    }

    private void send(Post post, String channelId, Duration now) {
        boolean frame = post.slot().kind() == Slot.Kind.PROGRESS;
        if (frame) {
            post.backOff().waitUntil(now.plus(BETWEEN_FRAMES));
        }
        ChatMessage wanted = post.wanted();
        Optional<Standing> standing = post.standing();
        boolean asNew = standing.isEmpty() || post.wantsNewCopy(place.time().now());
        Outgoing message = new Outgoing(
                asNew ? wanted : post.change(), threads.url(post.slot().deployment()), frame ? FRAME_LIMIT : LIMIT);
        post.launched(asNew);
        if (!asNew) {
            line.send(
                    to -> to.edit(channelId, standing.get().messageId(), message),
                    answer -> landing.edited(post, wanted, channelId, answer));
        } else {
            int copy = standing.isPresent() ? post.copy() + 1 : post.copy();
            line.send(
                    to -> to.create(channelId, message, post.nonce(copy)),
                    answer -> landing.created(post, wanted, channelId, answer));
        }
    }

    private Optional<Post> find(String key) {
        return Optional.ofNullable(posts.get(key)).or(() -> store.post(key).map(Post::new));
    }

    private void forgetSettled() {
        if (posts.size() > REMEMBERED) {
            Duration now = place.time().elapsed();
            posts.values()
                    .removeIf(post -> post.settled()
                            && !post.inFlight()
                            && post.notBefore().compareTo(now) <= 0);
        }
    }
}
