package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatFileTest {
    private static final ChatFile LOG = new ChatFile("shop.log", "the last lines", new byte[] {1, 2});

    @Test
    void isWhatItsNameWordsAndBytesAre() {
        assertEquals(new ChatFile("shop.log", "the last lines", new byte[] {1, 2}), LOG);
        assertEquals(new ChatFile("shop.log", "the last lines", new byte[] {1, 2}).hashCode(), LOG.hashCode());
        assertNotEquals(new ChatFile("shop.log", "the last lines", new byte[] {1, 3}), LOG);
        assertNotEquals(new ChatFile("shop.txt", "the last lines", new byte[] {1, 2}), LOG);
        assertNotEquals(new ChatFile("shop.log", "", new byte[] {1, 2}), LOG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "../shop.log", "a b", "shop\n.log", "ショップ.log"})
    void aNameWithMoreThanPlainSignsIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new ChatFile(name, "", new byte[] {1}));
    }

    @Test
    void sizesAreLimited() {
        assertThrows(IllegalArgumentException.class, () -> new ChatFile("a", "", new byte[ChatFile.MAX_BYTES + 1]));
        assertThrows(IllegalArgumentException.class, () -> new ChatFile("a", "", new byte[0]));
        assertEquals(
                1024, new ChatFile("a", "x".repeat(2000), new byte[] {1}).alt().length());
        ChatMessage message = ChatMessage.silent("files");
        List<ChatFile> five = Collections.nCopies(5, LOG);
        assertThrows(IllegalArgumentException.class, () -> message.withFiles(five));
    }
}
