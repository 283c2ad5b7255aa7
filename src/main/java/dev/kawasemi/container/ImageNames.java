package dev.kawasemi.container;

import dev.kawasemi.deployment.Version;
import java.util.Set;
import java.util.stream.Collectors;

/** What an app's compose file calls its images, with the version left open. Names as {@code docker image inspect} writes them. */
final class ImageNames {
    /** Stands for any version when the file is read. */
    static final Version ANY = new Version("kawasemi-any-version");

    private static final String LATEST = ":latest";

    private final Set<String> names;

    private ImageNames(Set<String> names) {
        this.names = names;
    }

    /** @param config as read with {@link #ANY} */
    static ImageNames of(ComposeConfig config) {
        return new ImageNames(config.services().stream()
                .map(config::image)
                .map(ImageNames::familiar)
                .collect(Collectors.toSet()));
    }

    /** Whether an image of that version, and of no other, is called so. */
    boolean isOwn(String tag, Version version) {
        return names.stream()
                .filter(name -> name.contains(ANY.value()))
                .anyMatch(name -> name.replace(ANY.value(), version.value()).equals(tag));
    }

    /** Whether a digest ({@code registry.example/shop@sha256:…}) is of a repository that the file names. */
    boolean knowsRepositoryOf(String digest) {
        String repository = repository(digest);
        return names.stream().map(ImageNames::repository).anyMatch(repository::equals);
    }

    /** Without what Docker leaves away: its own registry, and {@code library/} in it; with the tag that it puts in. */
    private static String familiar(String image) {
        String name = image.replaceFirst("^(index\\.)?docker\\.io/", "").replaceFirst("^library/", "");
        boolean whole = name.contains("@") || name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
        return whole ? name : name + LATEST;
    }

    private static String repository(String name) {
        String bare = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        int colon = bare.indexOf(':', bare.lastIndexOf('/') + 1);
        return colon < 0 ? bare : bare.substring(0, colon);
    }
}
