package dev.kawasemi.webhook;

import dev.kawasemi.deployment.Version;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GitHub's webhooks (docs.github.com, "Webhook events and payloads" and "Validating webhook deliveries"): the body is signed, its headers are not, so the
 * delivery's id proves nothing and what came before is known by the body alone.
 */
final class GitHub {
    private static final Pattern BULLET = Pattern.compile("[*-]\\s+");

    private GitHub() {}

    static void check(Hook hook, Inbound request) throws Refused {
        String signature = request.needed("X-Hub-Signature-256");
        if (!hook.secret().signed(signature, request.body())) {
            throw new Refused(401, "the signature is not this app's");
        }
    }

    static NewRelease read(Hook hook, Inbound request) throws Refused {
        String event = request.header("X-GitHub-Event").orElse("");
        Payload payload = Payload.of(request.body());
        if (event.equals("ping")) {
            throw new Refused(200, "heard; releases of " + hook.app() + " are awaited here");
        }
        if (!payload.text("/repository/full_name").equalsIgnoreCase(hook.repository())) {
            throw new Refused(403, "this app's releases come from another repository");
        }
        if (!hook.events().contains(event)) {
            throw new Refused(202, "ignored: this app does not listen to this event");
        }
        return switch (event) {
            case "release" -> release(hook, payload);
            case "registry_package" -> registryPackage(hook, payload);
            default -> workflowRun(hook, payload);
        };
    }

    /** "published" comes once for a release, be it made at once or from a draft; "released" would come beside it. */
    private static NewRelease release(Hook hook, Payload payload) throws Refused {
        if (!payload.text("/action").equals("published") || payload.flag("/release/draft")) {
            throw new Refused(202, "ignored: only a published release counts");
        }
        Version version = payload.version("/release/tag_name", hook.versions());
        return new NewRelease(hook.app(), version, bullets(payload.text("/release/body")));
    }

    private static NewRelease registryPackage(Hook hook, Payload payload) throws Refused {
        if (!payload.text("/action").equals("published")
                || !payload.text("/registry_package/package_type").equalsIgnoreCase("container")) {
            throw new Refused(202, "ignored: only a published container image counts");
        }
        String tag = "/registry_package/package_version/container_metadata/tag/name";
        if (payload.text(tag).isEmpty()) {
            throw new Refused(202, "ignored: an image without a tag");
        }
        return new NewRelease(hook.app(), payload.version(tag, hook.versions()), List.of());
    }

    /** Of a tag's run, "head_branch" is the tag. */
    private static NewRelease workflowRun(Hook hook, Payload payload) throws Refused {
        if (!payload.text("/action").equals("completed")
                || !payload.text("/workflow_run/conclusion").equals("success")) {
            throw new Refused(202, "ignored: only a run that succeeded counts");
        }
        Version version = payload.version("/workflow_run/head_branch", hook.versions());
        return new NewRelease(hook.app(), version, List.of(payload.text("/workflow_run/head_commit/message")));
    }

    /** The list items of a release's notes, which is how GitHub writes the titles of what was merged. */
    private static List<String> bullets(String body) {
        return body.lines()
                .map(String::strip)
                .filter(line -> BULLET.matcher(line).lookingAt())
                .map(line -> BULLET.matcher(line).replaceFirst(""))
                .limit(NewRelease.MOST_CHANGES)
                .toList();
    }
}
