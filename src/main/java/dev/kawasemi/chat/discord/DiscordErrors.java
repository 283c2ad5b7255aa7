package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.discord.Delivery.Failed;
import dev.kawasemi.chat.discord.Delivery.Failure;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;

/** What JDA's exceptions mean. */
final class DiscordErrors {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Edits of messages older than 1 h: comes with status 429 and without JDA's handling. */
    private static final int OLD_MESSAGE_EDITS = 30046;

    private DiscordErrors() {}

    static Failed of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return new Failed(why(cause), cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static Failure why(Throwable cause) {
        if (cause instanceof ErrorResponseException answer) {
            return why(answer);
        }
        if (cause instanceof PermissionException) {
            return Failure.NO_ACCESS;
        }
        boolean passing = cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof CancellationException
                || cause instanceof RateLimitedException
                // JDA refuses requests with this while and after it shuts down.
                || cause instanceof java.util.concurrent.RejectedExecutionException;
        return passing ? Failure.LATER : Failure.REFUSED;
    }

    private static Failure why(ErrorResponseException answer) {
        int status = answer.getResponse().code;
        if (status == UNAUTHORIZED) {
            return Failure.UNAUTHORIZED;
        }
        return switch (answer.getErrorCode()) {
            case 10003 -> Failure.CHANNEL_GONE;
            case 10008 -> Failure.MESSAGE_GONE;
            case 50001, 50013 -> Failure.NO_ACCESS;
            case 10007, 10013 -> Failure.PERSON_GONE;
            case 50083 -> Failure.ARCHIVED;
            case 160004 -> Failure.THREAD_EXISTS;
            case OLD_MESSAGE_EDITS -> Failure.LATER;
            // JDA gives connection failures a status below 1.
            default -> status < 1 || status >= 500 || status == TOO_MANY_REQUESTS ? Failure.LATER : Failure.REFUSED;
        };
    }
}
