package dev.kawasemi.chat;

/** What {@link DeployChart} and {@link ChartText} say. */
enum ChartPhrase {
    VERDICT("{0}: {1}"),
    CPU("CPU {0}"),
    MEMORY("memory {0}"),
    PROBES("{0} of {1} probes ok"),
    SERVES("serves"),
    CANCELLED("was cancelled"),
    STILL_SERVES(", {0} still serves"),
    ROLLED_BACK("{0}, rolled back to {1}{2}"),
    WITHIN(" in {0}"),
    NEEDS_A_PERSON("a person is needed"),
    TAKEN_BACK("taken back"),
    UNHEALTHY("failed its health check"),
    ILL("fell ill"),
    UNSEEN("was not seen at the public entry"),
    FAILED_AT("failed at {0}"),
    ALT("Chart of the CPU used in {1} s, in percent of one core. {0}. {2}.{3}"),
    LINE("{0} from {1} to {2}, {3} at the end"),
    MARKS(" Marks: {0}."),
    MARK("{0} at {1} s");

    private final String wording;

    ChartPhrase(String wording) {
        this.wording = wording;
    }

    /** With {@code {0}} replaced by the first value, and so on. */
    String say(Object... values) {
        String said = wording;
        for (int i = 0; i < values.length; i++) {
            said = said.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return said;
    }
}
