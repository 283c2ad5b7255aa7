package dev.kawasemi.chat;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what is wrong with what was typed, before anything is asked of the engine. */
final class InputCheck {
    private static final int REASON_LENGTH = 200;
    private static final int NAMES_SHOWN = 10;
    private static final int LONGEST_COMPARED = 40;

    private InputCheck() {}

    /** Empty when it names one of these apps. */
    static Optional<String> appProblem(String text, List<AppName> apps, Wording wording) {
        if (AppName.isValid(text) && apps.contains(new AppName(text))) {
            return Optional.empty();
        }
        String begin = text.isBlank()
                ? wording.say(InputPhrase.WHICH_APP)
                : wording.say(InputPhrase.NO_SUCH_APP, Escape.quoted(text));
        String offer = nearest(text, apps)
                .map(name -> wording.say(InputPhrase.DID_YOU_MEAN, name))
                .orElse(wording.say(InputPhrase.APPS_HERE, names(apps, wording)));
        return Optional.of(begin + offer + wording.say(InputPhrase.NOTHING_DONE));
    }

    /** Empty when it is a Docker tag. */
    static Optional<String> versionProblem(String text, Wording wording) {
        if (Version.isValid(text)) {
            return Optional.empty();
        }
        int length = text.codePointCount(0, text.length());
        String tooLong = length > 128 ? wording.say(InputPhrase.TOO_LONG, length) : "";
        return Optional.of(wording.say(InputPhrase.NOT_A_VERSION, Escape.quoted(text), tooLong)
                + wording.say(InputPhrase.NOTHING_DONE));
    }

    /** Empty when it will do as a reason, or there is none. */
    static Optional<String> reasonProblem(String text, Wording wording) {
        return text.codePointCount(0, text.length()) > REASON_LENGTH
                ? Optional.of(
                        wording.say(DeskPhrase.LONG_REASON, REASON_LENGTH) + wording.say(InputPhrase.NOTHING_DONE))
                : Optional.empty();
    }

    private static String names(List<AppName> apps, Wording wording) {
        String names =
                apps.stream().map(AppName::value).sorted().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? wording.say(InputPhrase.NO_APPS) : names + (apps.size() > NAMES_SHOWN ? ", …" : "");
    }

    private static Optional<String> nearest(String text, List<AppName> apps) {
        String typed = Escape.cut(text, LONGEST_COMPARED).strip().toLowerCase(java.util.Locale.ROOT);
        return apps.stream()
                .map(AppName::value)
                .filter(name -> !typed.isEmpty() && distance(typed, name) <= Math.max(1, name.length() / 2))
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's: how many characters to put in, take out or change. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[b.length()];
    }
}
