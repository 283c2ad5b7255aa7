package dev.kawasemi.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What somebody might write to make a bot ping, format, link, hide or overflow. */
public final class HostileTexts {
    private static final String FENCE = "```";

    private HostileTexts() {}

    /**
     * Two hundred: each of 25 kinds in 8 surroundings.
     *
     * @param user id of somebody who must not be notified; {@code role} likewise
     */
    public static List<String> all(String user, String role, String channel) {
        List<String> all = new ArrayList<>();
        for (String kind : kinds(user, role, channel)) {
            surroundings().forEach(surrounding -> all.add(surrounding.apply(kind)));
        }
        return all;
    }

    private static List<String> kinds(String user, String role, String channel) {
        List<String> kinds = new ArrayList<>(mentions(user, role, channel));
        kinds.addAll(List.of(
                "**bold** __under__ *it* _it_ ~~gone~~ ||spoiler||",
                "`code` ``co`de``",
                FENCE + "\nfenced\n" + FENCE,
                FENCE + "ansi\n\u001b[31mred",
                "\n> quoted\n>>> all of it",
                "\n# Title\n-# small\n- list\n1. list",
                "[click](https://evil.example/a_b?c=*d*)",
                "https://evil.example/ <https://evil.example> discord.gg/evil",
                "\u202Eevil\u202C \u2066isolate\u2069 \u200Fright",
                "in\u200Bvis\u200Di\u2060ble \uFEFF\u00AD\u061C",
                "bell\u0007 nul\u0000 esc\u001b[2J del\u007F next\u0085line\u2028para\u2029graph",
                "line\nline\r\nline\rline\u000B\u000C",
                "x".repeat(4000),
                "\uD83D\uDC26".repeat(4000),
                "half \uD83D and \uDC26 half",
                "e\u0301\u0302\u0303\u0304".repeat(300),
                "flag \uDB40\uDC41\uDB40\uDC42 tags",
                "back \\ slashes \\\\ \\` \\* end \\",
                "{0} {1} $1 \\1 %s %n ${jndi:ldap://x} '' \" , }"));
        return kinds;
    }

    private static List<String> mentions(String user, String role, String channel) {
        return List.of(
                "@everyone",
                "@here and @EVERYONE and @Here",
                "<@" + user + "> <@!" + user + ">",
                "<@&" + role + ">",
                "<#" + channel + "> </deploy:" + channel + "> <id:guide>",
                "<t:0:R> <a:x:" + user + "> <:x:" + user + ">");
    }

    private static List<UnaryOperator<String>> surroundings() {
        return List.of(
                text -> text,
                text -> "v1 " + text,
                text -> text + " end",
                text -> text + "\n" + text,
                text -> "\\" + text,
                text -> "`" + text + "`",
                text -> FENCE + "\n" + text,
                // Where it is cut, whatever the length, it may be cut in the middle of something.
                text -> (text + " ").repeat(1 + 4000 / text.length()));
    }
}
