package dev.kawasemi.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class BuiltVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(BuiltVersion.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
        return new String[] {"kawasemi " + version};
    }
}
