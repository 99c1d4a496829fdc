package org.jobledger.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the command finds where it is started. All that depends on the outside comes through here, so that tests can set it.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 * @param user the name of the user
 * @param out for results
 * @param err for everything else
 * @param charset the one in which people's text is printed
 * @param outScreen where the results are shown
 * @param errScreen where everything else is shown
 */
record Surroundings(
        Map<String, String> variables,
        Path home,
        String user,
        PrintStream out,
        PrintStream err,
        Charset charset,
        Screen outScreen,
        Screen errScreen) {
    private static final int OUT = 1;
    private static final int ERR = 2;

    static Surroundings ofThisProcess() {
        Map<String, String> variables = System.getenv();
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return new Surroundings(
                variables,
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("user.name", "unknown"),
                stream(FileDescriptor.out, charset),
                stream(FileDescriptor.err, charset),
                charset,
                screen(OUT, variables, charset),
                screen(ERR, variables, charset));
    }

    /** The same, with its results printed elsewhere. */
    Surroundings printingTo(PrintStream newOut, Screen newOutScreen) {
        return new Surroundings(variables, home, user, newOut, err, charset, newOutScreen, errScreen);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), false, charset);
    }

    private static Screen screen(int descriptor, Map<String, String> variables, Charset charset) {
        int fixed = TerminalWidth.parse(variables.get("COLUMNS"));
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        boolean terminal = !"dumb".equals(variables.get("TERM")) && isTerminal(descriptor);
        return new Screen(terminal, fixed > 0 ? () -> fixed : new TerminalWidth(), unicode);
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
