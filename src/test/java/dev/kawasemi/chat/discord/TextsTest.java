package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void surrogatePairsStayWhole() {
        for (int before = 0; before < 4; before++) {
            String cut = Texts.cut("x".repeat(before) + "\uD83D\uDE00".repeat(10), 10);
            assertTrue(cut.length() <= 10);
            assertTrue(cut.endsWith("…"));
            assertFalse(Character.isHighSurrogate(cut.charAt(cut.length() - 2)));
        }
        assertEquals("short", Texts.cut("short", 5));
    }

    @Test
    void anOpenCodeBlockIsClosed() {
        String cut = Texts.content("```\n" + "log line\n".repeat(400) + "```");
        assertTrue(cut.length() <= Texts.CONTENT);
        assertTrue(cut.endsWith("…\n```"));
        assertEquals("a".repeat(2000), Texts.content("a".repeat(2000)));
        assertTrue(Texts.content("a".repeat(2001)).endsWith("a…"));
    }
}
