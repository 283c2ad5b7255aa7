package dev.kawasemi.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line on its way to the bot that runs on this host. Who sends it is not in it: that is the kernel's to say.
 *
 * @param zone in which the sender reads times
 * @param sudo of the environment only what sudo says; counts from root alone
 */
record Call(List<String> arguments, ZoneId zone, Map<String, String> sudo) {
    private static final int FORM = 0x4b570001;
    private static final int MOST = 100;
    private static final List<String> SUDO = List.of("SUDO_USER", "SUDO_UID");

    Call {
        arguments = List.copyOf(arguments);
        sudo = Map.copyOf(sudo);
    }

    static Call of(Terminal terminal, String... arguments) {
        Map<String, String> sudo = new LinkedHashMap<>();
        SUDO.forEach(name -> {
            String value = terminal.environment().get(name);
            if (value != null) {
                sudo.put(name, value);
            }
        });
        return new Call(List.of(arguments), terminal.zone(), sudo);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(FORM);
        out.writeUTF(zone.getId());
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            out.writeUTF(argument);
        }
        for (String name : SUDO) {
            out.writeUTF(sudo.getOrDefault(name, ""));
        }
        out.flush();
    }

    /** @throws IOException when it is not a call of this version of the program */
    static Call read(DataInputStream in) throws IOException {
        if (in.readInt() != FORM) {
            throw new IOException("a call of another version of the program");
        }
        ZoneId zone = zone(in.readUTF());
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a call with " + count + " arguments");
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(in.readUTF());
        }
        Map<String, String> sudo = new LinkedHashMap<>();
        for (String name : SUDO) {
            sudo.put(name, in.readUTF());
        }
        return new Call(arguments, zone, sudo);
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
