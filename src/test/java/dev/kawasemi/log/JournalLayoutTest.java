package dev.kawasemi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class JournalLayoutTest {
    @TempDir
    Path folder;

    private Path stderr;

    @BeforeEach
    void open() throws IOException {
        stderr = Files.createFile(folder.resolve("stderr"));
    }

    /** As systemd writes it into JOURNAL_STREAM. */
    private String stream() throws IOException {
        return Files.getAttribute(stderr, "unix:dev") + ":" + Files.getAttribute(stderr, "unix:ino");
    }

    private String line(@Nullable String stream, Level level, String text, @Nullable Throwable thrown) {
        LoggerContext context = new LoggerContext();
        JournalLayout layout = new JournalLayout(new JournalPriority(stream, stderr));
        layout.setContext(context);
        layout.setPattern("%level %msg%n%ex");
        layout.start();
        Logger logger = context.getLogger("test");
        return layout.doLayout(new LoggingEvent("test", logger, level, text, thrown, null));
    }

    @Test
    void eachLevelHasItsPriorityInTheJournal() throws Exception {
        String stream = stream();

        assertEquals("<3>ERROR lost\n", line(stream, Level.ERROR, "lost", null));
        assertEquals("<4>WARN short\n", line(stream, Level.WARN, "short", null));
        assertEquals("<6>INFO done\n", line(stream, Level.INFO, "done", null));
        assertEquals("<7>DEBUG seen\n", line(stream, Level.DEBUG, "seen", null));
        assertEquals("<7>TRACE all\n", line(stream, Level.TRACE, "all", null));
    }

    @Test
    void elsewhereALineIsAsItWas() throws Exception {
        assertEquals("WARN short\n", line(null, Level.WARN, "short", null));
        assertEquals("WARN short\n", line("1:2", Level.WARN, "short", null), "the variable is another program's");
        assertEquals("WARN short\n", line("nonsense", Level.WARN, "short", null));
        String stream = stream();
        Files.delete(stderr);
        assertEquals("WARN short\n", line(stream, Level.WARN, "short", null), "closed");
    }

    @Test
    void everyLineOfAStackTraceHasThePriorityAndNoTextGivesItselfAnother() throws Exception {
        String text = line(stream(), Level.ERROR, "lost", new IllegalStateException("first\n<7>second\r\n<7>third"));

        List<String> lines = text.lines().toList();
        assertTrue(lines.size() > 5, text);
        lines.forEach(line -> assertTrue(line.startsWith("<3>"), text));
        assertTrue(lines.contains("<3><7>second"), text);
        assertTrue(text.contains("<3>\tat dev.kawasemi.log.JournalLayoutTest"), text);
    }

    /** The program's own configuration, with its stderr in a file that stands for the journal's socket. */
    @Test
    @Tag("processes")
    void theBuiltInConfigurationUsesIt() throws Exception {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        ProcessBuilder program = new ProcessBuilder(java).redirectError(stderr.toFile());
        program.environment().put("JOURNAL_STREAM", stream());
        Process process = program.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");

        List<String> lines = Files.readAllLines(stderr);
        assertEquals(List.of("<6>INFO  Program: begun", "<4>WARN  Program: two li nes"), lines.subList(0, 2));
        assertEquals("<4>java.lang.IllegalStateException: boom", lines.get(2));
        assertTrue(lines.stream().skip(3).allMatch(line -> line.startsWith("<4>\tat ")), lines::toString);
    }

    @Test
    void anotherConfigurationTakesItsPlace() {
        assertEquals(
                Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY,
                new BuiltIn().configure(new LoggerContext()),
                "the tests have one of their own");
    }

    /** Logs a little. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            org.slf4j.Logger log = LoggerFactory.getLogger("dev.kawasemi.Program");
            log.info("begun");
            log.warn("two\nli\u001bnes", new IllegalStateException("boom"));
        }
    }
}
