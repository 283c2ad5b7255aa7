package dev.kawasemi.config;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.webhook.WebhookSecret;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import dev.kawasemi.webhook.WebhookSettings.Sender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads who may announce releases of one app. A secret is never part of a problem. */
final class AnnounceReader {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");

    private final AppName app;
    private final KeyReader keys;
    private final Path folder;

    AnnounceReader(AppName app, KeyReader keys, Path folder) {
        this.app = app;
        this.keys = keys.at("announce");
        this.folder = folder;
    }

    boolean autoDeploy() {
        return keys.flag("auto-deploy");
    }

    List<Hook> hooks() {
        Pattern versions = versions();
        List<Hook> hooks = new ArrayList<>();
        github(versions).ifPresent(hooks::add);
        signed(versions).ifPresent(hooks::add);
        return hooks;
    }

    private Optional<Hook> github(Pattern versions) {
        KeyReader github = keys.at("github");
        List<String> events = github.texts("events", "a list of GitHub's events");
        for (String event : events) {
            if (!Hook.EVENTS.contains(event)) {
                github.problem("events", "\"" + event + "\"", "some of " + String.join(", ", Hook.EVENTS));
            }
        }
        boolean named = github.has("repository");
        boolean trusted = github.has("secret-file");
        if (!named && !trusted) {
            return Optional.empty();
        }
        String repository = github.text(
                "repository", "owner/name", text -> REPOSITORY.matcher(text).matches());
        return secret(github)
                .filter(secret -> !repository.isEmpty())
                .map(secret -> new Hook(app, Sender.GITHUB, secret, repository, Set.copyOf(events), versions));
    }

    private Optional<Hook> signed(Pattern versions) {
        KeyReader signed = keys.at("signed");
        return signed.has("secret-file")
                ? secret(signed).map(secret -> new Hook(app, Sender.SIGNED, secret, "", Set.of(), versions))
                : Optional.empty();
    }

    private Pattern versions() {
        try {
            return Pattern.compile(keys.text("versions", "a regular expression"));
        } catch (PatternSyntaxException e) {
            keys.problem("versions", keys.shown("versions"), "a regular expression");
            return Pattern.compile("");
        }
    }

    private Optional<WebhookSecret> secret(KeyReader keys) {
        String expected = "the path of a file that can be read, with the secret alone in it";
        return new SecretReader<>(keys, WebhookSecret::new).inFile("secret-file", folder, expected);
    }
}
