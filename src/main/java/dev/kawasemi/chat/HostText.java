package dev.kawasemi.chat;

import dev.kawasemi.host.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The host's state in words: what was measured, and what was not. */
record HostText(List<String> measured, List<String> notMeasured) {
    HostText {
        measured = List.copyOf(measured);
        notMeasured = List.copyOf(notMeasured);
    }

    static HostText of(Sample sample, Wording wording) {
        List<String> measured = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        put(sample.cpuPercent(), wording.say(CommonPhrase.CPU), measured, missing);
        put(sample.cpuPressure(), wording.say(CommonPhrase.PRESSURE), measured, missing);
        put(memory(sample), wording.say(CommonPhrase.MEMORY), measured, missing);
        if (sample.temperature().isPresent()) {
            measured.add(Math.round(sample.temperature().getAsDouble()) + " °C");
        } else {
            missing.add(wording.say(CommonPhrase.TEMPERATURE));
        }
        return new HostText(measured, missing);
    }

    private static void put(OptionalDouble value, String name, List<String> measured, List<String> missing) {
        if (value.isPresent()) {
            measured.add(name + " " + Wording.percent(value.getAsDouble()));
        } else {
            missing.add(name);
        }
    }

    private static OptionalDouble memory(Sample sample) {
        if (sample.memoryTotal().isEmpty()
                || sample.memoryAvailable().isEmpty()
                || sample.memoryTotal().getAsLong() == 0) {
            return OptionalDouble.empty();
        }
        double available = sample.memoryAvailable().getAsLong();
        return OptionalDouble.of(100 * (1 - available / sample.memoryTotal().getAsLong()));
    }
}
