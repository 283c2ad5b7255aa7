package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kept copies on disk: {@code apps/APP/COLOR.json} is the one in use, {@code apps/APP/releases/COLOR-KEY.json} those of the last releases. They
 * hold secrets: files 0600 in folders 0700.
 */
final class KeptCopies {
    /**
     * Copies of releases for each colour at most. Old ones go with {@link #forget}; this is for releases that fail one after the other, and those that came before them:
     * a roll back needs the last approved one.
     */
    private static final int RELEASES = 20;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path stateDir;

    KeptCopies(Path stateDir) {
        this.stateDir = stateDir.toAbsolutePath();
    }

    /** Durable when it returns. */
    void write(ComposeApp app, Color color, Release release, JsonNode content) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(content);
            writeDurably(ofRelease(app, color, release), bytes);
            writeDurably(inUse(app, color), bytes);
            forgetOld(app, color);
        } catch (IOException e) {
            throw failed("write the kept copy of " + app.project(color), e);
        }
    }

    /** @return whether there is a copy of that release */
    boolean putBack(ComposeApp app, Color color, Release release) {
        Path earlier = ofRelease(app, color, release);
        if (!Files.exists(earlier)) {
            return false;
        }
        try {
            writeDurably(inUse(app, color), Files.readAllBytes(earlier));
            return true;
        } catch (IOException e) {
            throw failed("put the kept copy of " + app.project(color) + " back", e);
        }
    }

    Optional<KeptCopy> find(ComposeApp app, Color color) {
        Path file = inUse(app, color);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(new KeptCopy(app.project(color), file, folderOf(app), content));
        } catch (IOException e) {
            throw failed("read the kept copy of " + app.project(color), e);
        }
    }

    /**
     * Whether a container was made from a copy of this app, in this state folder or in an earlier place of it. A copy that still lies in another
     * state folder is another Kawasemi's.
     */
    boolean made(ComposeApp app, SeenContainer container) {
        return container.configFiles().stream()
                .map(Path::of)
                .filter(file -> file.startsWith(stateDir) || !Files.exists(file))
                .anyMatch(file -> Stream.of(Color.values())
                        .anyMatch(color ->
                                file.endsWith(Path.of("apps", app.name().value(), color.id() + ".json"))));
    }

    /** Takes the copies of these releases away, of both colours; the ones in use stay. */
    void forget(ComposeApp app, List<Release> releases) {
        try {
            for (Release release : releases) {
                for (Color color : Color.values()) {
                    Files.deleteIfExists(ofRelease(app, color, release));
                }
            }
        } catch (IOException e) {
            throw failed("remove old kept copies of " + app.name(), e);
        }
    }

    private Path inUse(ComposeApp app, Color color) {
        return folder(app).resolve(color.id() + ".json");
    }

    private Path ofRelease(ComposeApp app, Color color, Release release) {
        String images = release.version() + " " + release.imageIds();
        return folder(app).resolve("releases").resolve(color.id() + "-" + key(images) + ".json");
    }

    private Path folder(ComposeApp app) {
        return stateDir.resolve("apps").resolve(app.name().value());
    }

    private static Path folderOf(ComposeApp app) {
        Path folder = app.composeFile().toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private void forgetOld(ComposeApp app, Color color) throws IOException {
        try (Stream<Path> files = Files.list(folder(app).resolve("releases"))) {
            List<Path> old = files.filter(file -> file.getFileName().toString().startsWith(color.id() + "-"))
                    .sorted(Comparator.comparing(KeptCopies::written).reversed())
                    .skip(RELEASES)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            // The rename is in the folder, which has to reach the disk as well.
            channel.force(true);
        }
    }

    private static String key(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The cause's own text could quote the file, which holds secrets; its kind and place cannot. */
    private ContainerException failed(String tried, IOException e) {
        String why = e instanceof JsonProcessingException ? "it is damaged" : e.toString();
        return new ContainerException("Tried to " + tried + " below " + stateDir + " but " + why);
    }
}
