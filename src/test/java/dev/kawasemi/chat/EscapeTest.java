package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    @Test
    void escapesEverySignOfMarkdown() {
        assertEquals(
                "\\*\\*v\\_1\\_\\*\\* \\`x\\` \\~\\~y\\~\\~ \\|\\|z\\|\\|",
                Escape.text("**v_1_** `x` ~~y~~ ||z||", 100));
        assertEquals("\\# head \\> quote \\[a\\](b)", Escape.text("# head > quote [a](b)", 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@everyone",
                "@here",
                "@Everyone",
                "@\u200beveryone",
                "@\u202Eeveryone",
                "x@everyone",
                "<@123>",
                "<@!123>",
                "<@&123>",
                "<\u200b@&123>",
                "@\u0000\u200bhere"
            })
    void leavesNoMention(String hostile) {
        for (String text : List.of(Escape.text(hostile, 100), Escape.code(hostile, 100))) {
            String lower = text.toLowerCase(Locale.ROOT);
            assertFalse(lower.contains("@everyone"), text);
            assertFalse(lower.contains("@here"), text);
            assertFalse(lower.contains("<@"), text);
        }
    }

    @Test
    void leavesAnAddressAsItIs() {
        assertEquals("ops@example.org", Escape.text("ops@example.org", 100));
    }

    @Test
    void makesNoLinkAndNoTimestamp() {
        assertEquals("see http:\\//evil.example", Escape.text("see http://evil.example", 100));
        assertEquals("\\<t:1:R\\>", Escape.text("<t:1:R>", 100));
    }

    @Test
    void writesOneLineWithoutInvisibleCharacters() {
        assertEquals("a b c d", Escape.text("a\nb\rc\u2028d", 100));
        assertEquals("abc", Escape.text("\u202Ea\u2066b\uFEFFc\u200F", 100));
        assertEquals("x y", Escape.text("x\u001by", 100));
    }

    @Test
    void dropsHalfASurrogatePair() {
        assertEquals("ab", Escape.text("a\ud83db", 100));
    }

    @Test
    void cutsBetweenCodePointsAndSaysSo() {
        String birds = "\ud83d\udc26".repeat(10);
        assertEquals("\ud83d\udc26".repeat(4) + "…", Escape.cut(birds, 5));
        assertEquals(birds, Escape.cut(birds, 10));
    }

    @Test
    void quotesAreShort() {
        assertEquals("\"" + "x".repeat(39) + "…\"", Escape.quoted("x".repeat(4000)));
    }

    @Test
    void aLogLineCannotEndItsCodeBlock() {
        String block = Escape.fenced(List.of("a ``` b", "```"), 200);
        assertEquals("```\na ''' b\n'''\n```", block);
    }

    @Test
    void keepsTheLastLinesThatFit() {
        List<String> lines = Collections.nCopies(100, "y".repeat(300));
        String block = Escape.fenced(lines, 1900);
        assertTrue(block.codePointCount(0, block.length()) <= 1900);
        assertEquals(9, block.lines().filter(line -> line.startsWith("y")).count());
        assertTrue(block.endsWith("\n```"));
    }
}
