package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.time.TimeSource;

/** Makes the switcher that an app's settings ask for. */
public final class ProxySwitchers {
    private ProxySwitchers() {}

    /** Nothing is read or run yet. The switcher is for one thread at a time. */
    public static ProxySwitcher of(App app, ProxySettings settings, CommandRunner runner, TimeSource time) {
        PublicEntry entry = new PublicEntry(settings.verify(), time);
        ProxyCommands commands = new ProxyCommands(runner);
        if (settings instanceof ProxySettings.ByFile byFile) {
            return new FileSwitcher(app, byFile, commands, entry, time);
        }
        return new ScriptSwitcher(app, (ProxySettings.Script) settings, commands, entry);
    }

    /** An app as its proxy sees it; the ports are those on 127.0.0.1 where its colours answer, 1 to 65535. */
    public record App(AppName name, int bluePort, int greenPort) {
        int port(Color color) {
            return switch (color) {
                case BLUE -> bluePort;
                case GREEN -> greenPort;
            };
        }
    }
}
