package dev.kawasemi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Shows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fault after the other is planted on a good host: the check names it, with what to do and the right exit code, and nothing that is not there. */
class CheckFaultsTest {
    private static final int AT_LEAST = 20;

    @TempDir
    Path folder;

    @Test
    void eachPlantedFaultIsNamedWithItsFix() throws Exception {
        List<Fault> all = Stream.of(
                        HostFaults.ofDocker(),
                        HostFaults.ofTheHost(),
                        HostFaults.ofTheClockAndRoom(),
                        HostFaults.ofDiscord(),
                        HostFaults.ofRolesAndTheWayThere(),
                        HostFaults.ofTheJournal(),
                        AppFaults.ofTheComposeFile(),
                        AppFaults.ofServices(),
                        AppFaults.ofTheProxy(),
                        AppFaults.ofTheSite(),
                        AppFaults.ofTheWeb(),
                        AppFaults.ofWhatRuns(),
                        AppFaults.ofTheConfiguration())
                .flatMap(List::stream)
                .toList();
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (Fault fault : all) {
            List<String> against = against(fault, folder.resolve(fault.name().replace(' ', '-')));
            named += against.isEmpty() ? 1 : 0;
            wrong.addAll(against);
        }
        Shows.write("check-faults", all.size());
        Shows.write("check-faults-named", named);
        assertEquals(List.of(), wrong);
        assertTrue(all.size() >= AT_LEAST, () -> all.size() + " faults");
    }

    private static List<String> against(Fault fault, Path place) throws Exception {
        try (CheckBed bed = new CheckBed(place)) {
            fault.plant().in(bed);
            CheckBed.Checked checked = bed.check("--json");
            List<String> problems = checked.problems();
            List<String> wrong = new ArrayList<>();
            if (!fault.namedIn(problems)) {
                wrong.add(fault.name() + " is not named: " + checked.out() + checked.err());
            }
            if (problems.size() != 1 + fault.also()) {
                wrong.add(fault.name() + " comes with others: " + problems);
            }
            if (checked.code() != fault.code()) {
                wrong.add(fault.name() + " ended with " + checked.code());
            }
            if (checked.json().path("ok").asBoolean()
                    || checked.json().path("exitCode").asInt() != fault.code()) {
                wrong.add(fault.name() + " is another in the JSON: " + checked.out());
            }
            return wrong;
        }
    }

    @Test
    void faultsOfEveryPartAreSaidInOneListForPeople() throws Exception {
        try (CheckBed bed = new CheckBed(folder)) {
            bed.host.compose(PlayedHost.COMPOSE.replace("VERSION", "v1"));
            bed.web.answer(301);
            bed.discord.botPermissions(0);
            bed.sampler.free(1, 1);
            CheckBed.Checked checked = bed.check();
            assertEquals(2, checked.code());
            List<String> lines = checked.out().lines().toList();
            assertTrue(lines.contains("host: nothing in the way"), checked::out);
            assertTrue(lines.contains("discord: 1 in the way"), checked::out);
            assertTrue(lines.contains("shop: 4 in the way"), checked::out);
            assertEquals(
                    5,
                    lines.stream().filter(line -> line.startsWith("    do: ")).count(),
                    checked::out);
        }
    }
}
