package org.jobledger.cli;

import java.io.PrintStream;
import org.jobledger.cli.progress.BarDisplay;
import org.jobledger.cli.progress.JsonLineDisplay;
import org.jobledger.cli.progress.LineDisplay;
import org.jobledger.cli.progress.ProgressDisplay;
import picocli.CommandLine.Option;

/** How the progress of long jobs is shown, on standard error. */
final class ProgressOption {

    @Option(
            names = "--progress",
            paramLabel = "auto|plain|none",
            completionCandidates = KnownWords.Styles.class,
            description = "A bar on a terminal, else lines (auto); always lines; nothing.")
    private Style style = Style.AUTO;

    /** A place to show one job. */
    ProgressDisplay display(Session session) {
        return display(session, false);
    }

    /**
     * A place to show jobs.
     *
     * @param numbered whether their numbers are shown
     */
    ProgressDisplay display(Session session, boolean numbered) {
        PrintStream err = session.surroundings().err();
        Screen screen = session.surroundings().errScreen();
        if (style == Style.NONE) {
            return ProgressDisplay.NONE;
        } else if (session.json()) {
            return new JsonLineDisplay(line -> println(err, line));
        } else if (style == Style.PLAIN || !screen.terminal()) {
            return new LineDisplay(line -> println(err, line), numbered);
        }
        return new BarDisplay(screen.terminal(err), numbered);
    }

    private static void println(PrintStream err, String line) {
        err.println(line);
        err.flush();
    }

    enum Style {
        AUTO,
        PLAIN,
        NONE
    }
}
