package org.jobledger.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.LedgerInUseException;
import picocli.CommandLine;

/**
 * A command line that was run in this process.
 *
 * @param status its exit status
 * @param obstacle where it could not be run as it is, but may be somehow else: why; nothing was said of it yet
 */
record CommandRun(int status, Optional<RuntimeException> obstacle) {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    /** Runs a command line. */
    static CommandRun of(Session session, String... args) {
        Obstacles obstacles = new Obstacles(session);
        CommandLine command = commandLine(session, args);
        command.setExecutionExceptionHandler((error, where, parsed) -> obstacles.take(error));
        int status = execute(session, command, args);
        session.surroundings().out().flush();
        session.surroundings().err().flush();
        return new CommandRun(status, obstacles.met);
    }

    private static int execute(Session session, CommandLine command, String... args) {
        try {
            String[] plain = HelpWords.plain(args);
            return command.execute(NamedParameters.placed(command, plain));
        } catch (CommandException e) {
            return session.errors(args).report(e);
        }
    }

    /** What reads a command line; it has the verbs that this one may mean. */
    static CommandLine commandLine(Session session, String... args) {
        Surroundings surroundings = session.surroundings();
        CommandLine command = new CommandLine(session.options());
        for (String verb : Verbs.toLoad(List.of(args))) {
            command.addSubcommand(verb, Verbs.create(verb, session));
        }
        GlobalOptions.describe(command);
        command.setOut(writer(surroundings.out(), surroundings));
        command.setErr(writer(surroundings.err(), surroundings));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExpandAtFiles(false);
        command.registerConverter(Bytes.class, Bytes::of);
        command.registerConverter(SpeedLimit.class, SpeedLimit::of);
        command.setParameterExceptionHandler(new UsageErrors(session));
        if (wantsHelp(args)) {
            int width = surroundings.outScreen().width().getAsInt();
            command.setUsageHelpWidth(Math.min(WIDEST_HELP, Math.max(NARROWEST_HELP, width)));
        }
        return command;
    }

    private static PrintWriter writer(PrintStream stream, Surroundings surroundings) {
        return new PrintWriter(new OutputStreamWriter(stream, surroundings.charset()), true);
    }

    private static boolean wantsHelp(String... args) {
        return args.length == 0 || Arrays.stream(args).anyMatch(List.of("-h", "--help", "help")::contains);
    }

    /** Reports errors, except for those that are only met here and now. */
    private static final class Obstacles {
        private final Session session;
        private Optional<RuntimeException> met = Optional.empty();

        Obstacles(Session session) {
            this.session = session;
        }

        int take(Exception error) {
            if (!session.guest() && error instanceof LedgerInUseException inUse) {
                met = Optional.of(inUse);
                return ExitStatus.BUSY.code();
            } else if (error instanceof NeedsServerException needs) {
                met = Optional.of(needs);
                return ExitStatus.FAILED.code();
            }
            return session.errors().report(error);
        }
    }
}
