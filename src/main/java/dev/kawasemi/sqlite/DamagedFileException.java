package dev.kawasemi.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** What is in the file is no whole database. The file is as it was found; the message says what was seen and where the copy is. */
public final class DamagedFileException extends SQLException {
    DamagedFileException(String seen, Optional<Path> copy, Throwable cause) {
        super(
                "the file is damaged (seen: " + seen + "). It is left as it is; "
                        + copy.map(path -> "a copy of it is kept as " + path)
                                .orElse("a copy of it could not be made, so make one"),
                cause);
    }
}
