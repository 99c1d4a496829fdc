package org.jobledger.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a verb, and the options that every verb has. */
@Command(
        name = "jobledger",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = GlobalOptions.Version.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        sortOptions = false)
final class GlobalOptions implements Callable<Integer> {
    static final String LEDGER = "--ledger";

    @Option(
            names = LEDGER,
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The ledger's directory; else $$JOBLEDGER_HOME, else jobledger in the user's data directory.")
    @Nullable
    Path ledger;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON for programs.")
    boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return ExitStatus.OK.code();
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"jobledger " + ofThisBuild()};
        }

        static String ofThisBuild() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(development)" : version;
        }
    }

    /** Completes the help of the command itself; what is set before the verbs are added, they inherit. */
    static void describe(CommandLine command) {
        if (command.getSubcommands().size() > 1) {
            command.addSubcommand(new HelpCommand());
        }
        command.getCommandSpec()
                .usageMessage()
                .description("Crash-safe job control for storage pools and volumes.")
                .footer(
                        "",
                        "Exit status: 0 ok, 1 failed, 2 wrong usage, 3 not found, 4 busy, 130 stopped by Ctrl-C.",
                        "Begin with: jobledger demo");
    }
}
