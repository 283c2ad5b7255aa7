package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.discord.Delivery.Failed;
import dev.kawasemi.time.TimeSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from Discord's answers to messages. Used under the outbox's lock. */
final class Landing {
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final OutboxStore store;
    private final Line line;
    private final Threads threads;
    private final OldCopies oldCopies;
    private final TimeSource time;

    Landing(OutboxStore store, Line line, Threads threads, OldCopies oldCopies, TimeSource time) {
        this.store = store;
        this.line = line;
        this.threads = threads;
        this.oldCopies = oldCopies;
        this.time = time;
    }

    void created(Post post, ChatMessage sent, String channelId, Delivery answer) {
        post.landed();
        if (answer instanceof Delivery.Done done) {
            Standing at = new Standing(channelId, done.id(), time.now());
            // By its nonce Discord may have answered with a message sent before a crash, which said something else.
            Optional<ChatMessage> shown =
                    done.content().strip().equals(sent.content().strip()) ? Optional.of(sent) : Optional.empty();
            if (post.standing().isPresent()) {
                Optional<Standing> before = post.renewed(at, shown);
                before.ifPresent(old -> copied(post, old));
            } else {
                post.stands(at, shown);
                store.save(post.row());
            }
        } else if (answer instanceof Failed failed) {
            failed(post, sent, channelId, failed);
        }
    }

    /** A frame has no buttons to be taken away. */
    private void copied(Post post, Standing old) {
        if (post.slot().kind() == Slot.Kind.PROGRESS) {
            store.save(post.row());
        } else {
            oldCopies.add(post.row(), new OldCopy(old.channelId(), old.messageId()));
        }
    }

    void edited(Post post, ChatMessage sent, String channelId, Delivery answer) {
        post.landed();
        if (answer instanceof Failed failed) {
            failed(post, sent, channelId, failed);
        } else {
            post.edited(sent);
            store.save(post.row());
        }
    }

    private void failed(Post post, ChatMessage sent, String channelId, Failed failed) {
        switch (failed.why()) {
            case LATER -> later(post, failed);
            case CHANNEL_GONE -> channelGone(post, channelId, failed);
            case MESSAGE_GONE -> post.lost(sent);
            case NO_ACCESS -> line.close(channelId, failed.text());
            case UNAUTHORIZED -> line.die(failed.text());
            case ARCHIVED -> archived(post, sent);
            case PERSON_GONE, THREAD_EXISTS, REFUSED -> refused(post, sent, failed);
        }
        if (failed.why() != Delivery.Failure.LATER) {
            store.save(post.row());
        }
    }

    /** It may have been for its files: what the words ask must not be lost with them. */
    private static void refused(Post post, ChatMessage sent, Failed failed) {
        if (!sent.files().isEmpty() && post.wanted().files().equals(sent.files())) {
            LOG.warn(
                    "Discord refused message {}: {}. Again, without files",
                    post.slot().key(),
                    failed.text());
            post.leaveFilesOut();
        } else {
            LOG.error(
                    "Discord refused message {}: {}. It is left out",
                    post.slot().key(),
                    failed.text());
            post.giveUp(sent);
        }
    }

    private void later(Post post, Failed failed) {
        if (!post.backOff().failing()) {
            LOG.info("Message {} is sent later: {}", post.slot().key(), failed.text());
        }
        post.backOff().failed(time.elapsed());
    }

    private void channelGone(Post post, String channelId, Failed failed) {
        if (post.slot().place() == Slot.Place.THREAD) {
            threads.gone(post.slot().deployment());
        } else {
            line.close(channelId, failed.text());
        }
    }

    /** A last frame is not worth waking the thread for. */
    private static void archived(Post post, ChatMessage sent) {
        if (post.slot().kind() == Slot.Kind.PROGRESS) {
            post.giveUp(sent);
        } else {
            post.renew();
        }
    }
}
