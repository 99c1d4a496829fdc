package org.jobledger.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The {@code jobledger} command. */
public final class Main {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(Surroundings.ofThisProcess(), args));
    }

    /** Runs one command and returns its exit status. */
    static int execute(Surroundings surroundings, String... args) {
        Session session = new Session(surroundings);
        CommandLine command = new CommandLine(session.options());
        for (String verb : Verbs.toLoad(List.of(args))) {
            command.addSubcommand(verb, Verbs.create(verb, session));
        }
        GlobalOptions.describe(command);
        command.setOut(writer(surroundings.out(), surroundings));
        command.setErr(writer(surroundings.err(), surroundings));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.registerConverter(Bytes.class, Bytes::of);
        command.setParameterExceptionHandler(new UsageErrors(session));
        command.setExecutionExceptionHandler(
                (error, where, parsed) -> session.errors().report(error));
        if (wantsHelp(args)) {
            int width = surroundings.outScreen().width().getAsInt();
            command.setUsageHelpWidth(Math.min(WIDEST_HELP, Math.max(NARROWEST_HELP, width)));
        }
        return command.execute(args);
    }

    private static PrintWriter writer(PrintStream stream, Surroundings surroundings) {
        return new PrintWriter(new OutputStreamWriter(stream, surroundings.charset()), true);
    }

    private static boolean wantsHelp(String... args) {
        return args.length == 0 || Arrays.stream(args).anyMatch(List.of("-h", "--help", "help")::contains);
    }
}
