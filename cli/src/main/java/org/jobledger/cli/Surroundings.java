package org.jobledger.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the command finds where it is started. All that depends on the outside comes through here, so that tests can set it, and so that
 * a verb can run for a command of another process.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 * @param directory the working directory, absolute
 * @param user the name of the user
 * @param zone the time zone
 * @param console what it talks through
 */
record Surroundings(
        Map<String, String> variables, Path home, Path directory, String user, ZoneId zone, Console console) {
    private static final int OUT = 1;
    private static final int ERR = 2;

    static Surroundings ofThisProcess() {
        return ofThisProcess(new TerminalSize(TerminalSize.parse(System.getenv("COLUMNS"))));
    }

    /**
     * Those of this process.
     *
     * @param size the size of its terminal
     */
    static Surroundings ofThisProcess(TerminalSize size) {
        Map<String, String> variables = System.getenv();
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return new Surroundings(
                variables,
                Path.of(System.getProperty("user.home", "")),
                Path.of("").toAbsolutePath(),
                System.getProperty("user.name", "unknown"),
                ZoneId.systemDefault(),
                new Console(
                        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                        stream(FileDescriptor.out, charset),
                        stream(FileDescriptor.err, charset),
                        charset,
                        screen(OUT, variables, charset, size),
                        screen(ERR, variables, charset, size),
                        new ProcessKeyboard(),
                        size::onChange));
    }

    InputStream in() {
        return console.in();
    }

    PrintStream out() {
        return console.out();
    }

    PrintStream err() {
        return console.err();
    }

    Charset charset() {
        return console.charset();
    }

    Screen outScreen() {
        return console.outScreen();
    }

    Screen errScreen() {
        return console.errScreen();
    }

    Keyboard keyboard() {
        return console.keyboard();
    }

    /** Runs an action whenever the terminal has changed its size, in the place of the last one. */
    void onResize(Runnable action) {
        if (outScreen().terminal() || errScreen().terminal()) {
            console.resizes().accept(action);
        }
    }

    /** Whether errors are told with where they come from. */
    boolean debug() {
        return !variables.getOrDefault("JOBLEDGER_DEBUG", "").isEmpty();
    }

    /** The same, with its results printed elsewhere. */
    Surroundings printingTo(PrintStream newOut, Screen newOutScreen) {
        return new Surroundings(variables, home, directory, user, zone, console.printingTo(newOut, newOutScreen));
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new StandardStream(new FileOutputStream(descriptor), charset);
    }

    private static Screen screen(int descriptor, Map<String, String> variables, Charset charset, TerminalSize size) {
        // The launcher says so where it was started without a locale: names are UTF-8 then all the same, but no lines
        // are drawn.
        boolean ascii = !variables.getOrDefault("JOBLEDGER_ASCII", "").isEmpty();
        boolean unicode = charset.equals(StandardCharsets.UTF_8) && !ascii;
        boolean terminal = !"dumb".equals(variables.get("TERM")) && isTerminal(descriptor);
        boolean colour = terminal && variables.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(terminal, size::columns, size::rows, unicode, colour);
    }

    /** Java cannot tell for one stream alone: System.console() wants input and output to be terminals. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return testSaysTerminal(descriptor);
        }
    }

    /** For systems without /proc. */
    private static boolean testSaysTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
