package org.jobledger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code jobledger} command. */
@Command(
        name = "jobledger",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Crash-safe job control for storage.")
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"jobledger " + (version == null ? "(development)" : version)};
        }
    }
}
