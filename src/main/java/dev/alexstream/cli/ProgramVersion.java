package dev.alexstream.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the manifest of the packaged program. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {
            "alexstream " + version, "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
        };
    }
}
