package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which colour a text leads to, and which texts are not believed. */
class NginxFileTest {
    private static final Target GREEN = new Target(Color.GREEN, 18002);

    private static final AppName SHOP = new AppName("my-shop");
    private final ProxyText format = new ProxyText(SHOP, new NginxFile(new ProxySwitchers.App(SHOP, 18001, 18002)));

    @Test
    void whatIsWrittenIsRead() {
        for (Optional<Target> active : List.<Optional<Target>>of(
                Optional.empty(),
                Optional.of(new Target(Color.BLUE, 18001)),
                Optional.of(GREEN),
                Optional.of(new Target(Color.BLUE, 8000)))) {
            assertEquals(active, format.active(format.text(active), "the file"));
        }
    }

    /** Each line: what is replaced in green's text by what, and what is then seen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# active: green 18002|# active: green 18001|\"# active: green 18001\" and \"server 127.0.0.1:18002;\"",
                "# active: green 18002|# active: none|\"# active: none\" and \"server 127.0.0.1:18002;\"",
                "# active: green 18002|# active: red 18002|it has 1 server lines and 0 active lines",
                "# active: green 18002|# active: green|it has 1 server lines and 0 active lines",
                "# active: green 18002|#|it has 1 server lines and 0 active lines",
                "server 127.0.0.1:18002;|server 127.0.0.1:18002 down;|and \"server 127.0.0.1:18002 down;\" contradict",
                "server 127.0.0.1:18002;|server 10.0.0.1:18002;|it has 0 server lines and 1 active lines",
                "server 127.0.0.1:18002;|# nothing|it has 0 server lines and 1 active lines"
            })
    void whatContradictsItselfIsNotBelieved(String from, String to, String seen) {
        String text = format.text(Optional.of(GREEN)).replace(from, to);
        ProxyException e = assertThrows(ProxyException.class, () -> format.active(text, "the file"));
        assertTrue(e.getMessage().contains(seen), e.getMessage());
        assertTrue(e.getMessage().contains("`kawasemi repair my-shop --active COLOR`"), e.getMessage());
        assertTrue(e.previousInPlace(), "looking changes nothing");
    }

    @Test
    void whatIsThereTwiceIsNotBelieved() {
        String text = format.text(Optional.of(GREEN));
        String twoServers =
                text.replace("server 127.0.0.1:18002;", "server 127.0.0.1:18002;\n server 127.0.0.1:18001;");
        assertTrue(refusal(twoServers).contains("it has 2 server lines and 1 active lines"), refusal(twoServers));
        String twoClaims = text.replace("# active: green 18002", "# active: green 18002\n# active: blue 18001");
        assertTrue(refusal(twoClaims).contains("it has 1 server lines and 2 active lines"), refusal(twoClaims));
    }

    private String refusal(String text) {
        return assertThrows(ProxyException.class, () -> format.active(text, "the file"))
                .getMessage();
    }

    @Test
    void onlyAWholeFirstLineForThisAppMakesItOurs() {
        String ours = format.text(Optional.empty());
        assertTrue(format.isOurs(ours));
        assertFalse(format.isOurs("\n" + ours));
        assertFalse(format.isOurs(ours.replace("my-shop", "my-blog")));
        assertFalse(format.isOurs(ours.lines().findFirst().orElseThrow()), "cut short");
        ProxyException e =
                assertThrows(ProxyException.class, () -> format.active(ours.replace("my-shop", "my-blog"), "/x.conf"));
        assertTrue(e.getMessage().startsWith("Tried to use /x.conf as the proxy file of my-shop"), e.getMessage());
        assertTrue(e.previousInPlace());
    }
}
