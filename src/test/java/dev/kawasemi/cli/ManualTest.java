package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManualTest {
    private final Typing typing = new Typing();

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".SS \"deploy APP VERSION [\\-\\-adopt]",
                ".SS \"repair APP \\-\\-active COLOR\"",
                ".SS \"status [APP] [\\-\\-json]\"",
                ".SS \"approve APP [\\-\\-lose\\-tasks ",
                "\\fB\\-\\-config\\fR \\fIFILE\\fR",
                ".B 4\na person is needed"
            })
    void thePageTellsWhatTheHelpTells(String part) {
        assertEquals(0, typing.type("manual", "page"));
        assertTrue(typing.out().contains(part), typing.out());
    }

    @Test
    void aVerbNamesOnlyItsOwnOptions() {
        typing.type("manual", "page");
        assertEquals(1, count("\\fB\\-\\-config\\fR \\fIFILE\\fR\nThe"), typing.out());
        assertEquals(1, count("\\-\\-version\\fR"), typing.out());
    }

    @Test
    void thePageIsNotAmongTheVerbsOfADay() {
        typing.type("manual", "page");
        assertFalse(typing.out().contains(".SS \"manual"), typing.out());
        typing.out.reset();
        typing.type("--help");
        assertFalse(typing.out().contains("manual"), typing.out());
        assertTrue(typing.opened.isEmpty(), "neither opens a host");
    }

    @Test
    void bashIsToldEveryVerb() {
        assertEquals(0, typing.type("manual", "completion"));
        assertTrue(typing.out().startsWith("#\n"), typing.out());
        assertTrue(typing.out().contains("rollback"), typing.out());
        assertTrue(typing.out().contains("--lose-tasks"), typing.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a-b | a\\-b",
                ".so /etc/passwd | \\&.so /etc/passwd",
                "back\\slash | back\\eslash",
                "until `approve`. | until \\fBapprove\\fR."
            })
    void whatRoffWouldTakeForACommandIsText(String plain, String roff) {
        assertEquals(roff, Manual.text(plain));
    }

    private int count(String part) {
        return typing.out().split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
