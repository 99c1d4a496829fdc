package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

class MainTest {
    @TempDir
    Path home;

    Shell shell;

    static Iterable<String> verbs() {
        return Verbs.NAMES;
    }

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void theVersionIsPrinted() {
        Answer answer = shell.run("--version");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).startsWith("jobledger ");
    }

    @Test
    void outputThatDoesNotArriveIsAnErrorUnlessItsReaderHasGone() {
        Answer full = shell.printingTo(failing("No space left on device"), "--version");
        Answer gone = shell.printingTo(failing("Broken pipe"), "--version");

        assertThat(full.status()).isEqualTo(1);
        assertThat(full.err()).isEqualTo("jobledger: standard output cannot be written: No space left on device\n");
        assertThat(gone).isEqualTo(new Answer(0, "", ""));
    }

    private static StandardStream failing(String reason) {
        OutputStream target = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(reason);
            }
        };
        return new StandardStream(target, StandardCharsets.UTF_8);
    }

    @Test
    void aWrongValueIsNotToldByTheNamesOfJavaTypes() {
        assertThat(shell.run("job-info", "1M").err())
                .startsWith("jobledger: invalid value for JOB: '1M' is not a whole number (");
        assertThat(shell.run("vol-wipe", "v", "--queue", "x").err())
                .startsWith("jobledger: invalid value for option '--queue': 'x' is not a whole number (");
        assertThat(shell.run("vol-wipe", "v", "--progress", "loud").err())
                .startsWith("jobledger: invalid value for option '--progress': 'loud' is none of auto, plain, none (");
    }

    @Test
    void helpOfHelpIsTheHelp() {
        assertThat(shell.run("help", "help").out()).isEqualTo(shell.run("help").out());
    }

    @Test
    void withoutAVerbAllVerbsAreListed() {
        Answer answer = shell.run();

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains(Verbs.NAMES).contains("Exit status:");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theHelpOfEachVerbHasAnExampleOfIt(String verb) {
        Answer answer = shell.run(verb, "--help");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Usage: jobledger " + verb, "Example: jobledger " + verb, "--json", "--ledger");
    }

    /** A shell reads the examples as they stand: words, quotes around some, and where the output goes. */
    @ParameterizedTest
    @MethodSource("verbs")
    void theExampleOfEachVerbCanBeReadByIt(String verb) {
        String example = shell.run(verb, "--help")
                .out()
                .lines()
                .filter(line -> line.startsWith("Example: jobledger "))
                .reduce((first, second) -> second)
                .orElseThrow()
                .substring("Example: jobledger ".length())
                .replaceAll(" > \\S+$", "");
        String[] words = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)")
                .matcher(example)
                .results()
                .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                .toArray(String[]::new);
        Session session = new Session(shell.surroundings(Map.of()));

        ParseResult parsed = CommandRun.commandLine(session, words).parseArgs(words);

        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(verb);
    }

    @Test
    void helpIsGivenOfOneVerbOfAGroupAndOfAll() {
        assertThat(shell.run("help", "vol-resize").out())
                .isEqualTo(shell.run("vol-resize", "--help").out());
        assertThat(shell.run("help").out()).contains(Verbs.NAMES);
        Answer pools = shell.run("help", "pool");
        assertThat(pools.status()).isZero();
        assertThat(pools.out())
                .contains("pool-list", "find-storage-pool-sources-as")
                .doesNotContain("vol-", "job-list");
        assertThat(shell.run("help", "volume").out()).contains("vol-wipe").doesNotContain("pool-list");
        Answer mistyped = shell.run("help", "vol-wip");
        assertThat(mistyped.status()).isEqualTo(2);
        assertThat(mistyped.err()).startsWith("jobledger: there is no verb 'vol-wip'; did you mean 'vol-wipe'?");
    }

    @Test
    void aMistypedVerbSuggestsTheNearOne() {
        Answer answer = shell.run("vol-wip", "x", "--pool", "p");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo(
                        "jobledger: there is no verb 'vol-wip'; did you mean 'vol-wipe'? ('jobledger --help' lists them)\n");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        Answer answer = shell.run("pool-list", "--al");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo(
                        "jobledger: unknown option: '--al'; did you mean '--all'? (see 'jobledger pool-list --help')\n");
    }

    @Test
    void aMissingArgumentIsAUsageError() {
        Answer answer = shell.run("vol-create-as", "p");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err())
                .contains("missing required parameters")
                .contains("NAME")
                .contains("CAPACITY");
    }

    @Test
    void errorsInJsonAreOneObjectOnStandardError() {
        Answer answer = shell.run("pool-list", "--json");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("{\"code\":\"no-ledger\",\"message\":\"there is no ledger at ")
                .endsWith("\"exitCode\":3}\n");
    }

    @Test
    void usageErrorsAreJsonTooWhereverTheOptionStands() {
        Answer answer = shell.run("vol-create-as", "p", "v", "12Q", "--json");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).startsWith("{\"code\":\"invalid-value\",\"message\":\"unknown unit 'Q'");
    }
}
