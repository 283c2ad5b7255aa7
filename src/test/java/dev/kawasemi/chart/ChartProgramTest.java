package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The child as a process. */
@Tag("processes")
class ChartProgramTest {

    @Test
    void aRealChildDraws() throws Exception {
        try (ChartMaker maker = ChartMakers.inChild(CommandRunners.system())) {
            Path folder = Files.createDirectories(Path.of(System.getProperty("project.basedir"), "target", "charts"));
            Map<String, ChartData> deploys =
                    Map.of("good", Charted.good(), "failed", Charted.failed(), "rolled-back", Charted.rolledBack());
            for (Map.Entry<String, ChartData> deploy : deploys.entrySet()) {
                CompletableFuture<byte[]> png = new CompletableFuture<>();
                maker.draw(deploy.getValue(), done -> png.complete(done.orElseThrow()));
                byte[] bytes = png.get(90, TimeUnit.SECONDS);
                assertEquals(800, ImageIO.read(new ByteArrayInputStream(bytes)).getWidth());
                // To be looked at by a person.
                Files.write(folder.resolve(deploy.getKey() + ".png"), bytes);
            }
        }
    }

    /** Slim images have neither fontconfig nor a font: "Fontconfig head is null". */
    @Test
    void fontconfigIsNotEvenLoaded() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        CommandResult result = CommandRunners.system()
                .run(Command.of(
                                Duration.ofSeconds(30),
                                List.of(
                                        java,
                                        "-Djava.awt.headless=true",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        LoadedLibraries.class.getName()))
                        .reading(Charted.good().encode()));
        assertTrue(result.ok(), result.stderr());
        assertTrue(result.stderr().contains("freetype"), result.stderr());
        assertTrue(!result.stderr().contains("fontconfig"), result.stderr());
    }
}
