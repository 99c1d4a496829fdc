package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.cli.text.Columns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress on a real terminal, as a person sees it. */
class TerminalTest {
    private static final List<String> UTF_8 = List.of("LC_ALL=C.UTF-8");
    private static final String[] WIPE = {"vol-wipe", "disk1", "--pool", "images", "--algorithm", "gutmann"};

    @TempDir
    Path home;

    Path ledger;
    Shell shell;

    @BeforeAll
    static void needsTmux() throws InterruptedException {
        if (!TmuxScreen.isThere()) {
            System.err.println(
                    "SKIPPED: there is no tmux, so nothing was tried on a real terminal (apt-get install tmux)");
        }
        assumeTrue(TmuxScreen.isThere(), "there is no tmux");
    }

    @BeforeEach
    void makeVolumes() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        ok("pool-define-as", "images", "dir", "--target", home.resolve("images").toString());
        ok("pool-start", "images", "--build");
        ok("vol-create-as", "images", "disk1", "512M", "--progress", "none");
    }

    private void ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
    }

    /** So that it does not end before its bar was seen: the wipe is the fourth job, once it has begun. */
    private void slowWipeDown() {
        while (shell.run("job-speed", "4", "100M").status() != 0) {
            Thread.onSpinWait();
        }
    }

    private static boolean isOneBarWith(List<String> lines, String text) {
        return lines.size() == 1
                && lines.get(0).startsWith("wipe images/disk1")
                && lines.get(0).contains(text);
    }

    @Test
    void theBarFollowsTheTerminalWhileItIsResized() throws IOException, InterruptedException {
        try (TmuxScreen screen = TmuxScreen.start(80, UTF_8, ledger, WIPE)) {
            slowWipeDown();
            String at80 = screen.await(lines -> isOneBarWith(lines, "~ ")).get(0);
            assertThat(at80).startsWith("wipe images/disk1  pass ").contains(" %  ", "[", "\u2591");
            assertThat(Columns.of(at80)).isLessThan(80);
            assertThat(screen.coloured().get(0)).contains("\u001b[32m[");

            screen.resize(40);
            String at40 = screen.await(lines -> isOneBarWith(lines, "~ ") && Columns.of(lines.get(0)) < 40)
                    .get(0);
            assertThat(at40).startsWith("wipe images/disk1  ").doesNotContain("pass");

            screen.resize(200);
            String at200 = screen.await(lines -> isOneBarWith(lines, " of ")).get(0);
            assertThat(at200).contains("pass ", "/s  ", "%").hasSizeGreaterThan(100);

            ok("vol-job-abort", "disk1", "--pool", "images", "--progress", "none");
        }
    }

    @Test
    void withoutUtf8AndColoursItIsPlainAscii() throws IOException, InterruptedException {
        try (TmuxScreen screen = TmuxScreen.start(80, List.of("LC_ALL=C", "NO_COLOR=1"), ledger, WIPE)) {
            slowWipeDown();
            String line = screen.await(lines -> isOneBarWith(lines, "~ ")).get(0);

            assertThat(line).contains("-]").matches("\\p{ASCII}+");
            assertThat(screen.coloured()).noneMatch(coloured -> coloured.contains("\u001b["));
            ok("vol-job-abort", "disk1", "--pool", "images", "--progress", "none");
        }
    }

    @Test
    void manyJobsAreWatchedAtOnceAndCtrlCLeavesThemRunning() throws IOException, InterruptedException {
        ok("vol-create-as", "images", "disk2", "512M", "--progress", "none");
        try (Child owner = Child.start(ledger, WIPE)) {
            owner.awaitSaying("%");
            ok("vol-wipe", "disk2", "--pool", "images", "--algorithm", "gutmann", "--async");
            try (TmuxScreen screen = TmuxScreen.start(80, UTF_8, ledger, "job-watch")) {
                List<String> both =
                        screen.await(lines -> lines.size() == 2 && lines.get(1).contains("~ "));
                assertThat(both.get(0)).contains("wipe images/disk1").contains(" %");
                assertThat(both.get(1)).contains("wipe images/disk2").contains(" %");

                ok("vol-job-abort", "disk2", "--pool", "images", "--progress", "none");
                screen.await(lines -> lines.size() == 3
                        && (lines.get(0) + lines.get(1)).contains("(wipe of images/disk2) cancelled")
                        && lines.get(2).contains("wipe images/disk1"));
            }
            ok("vol-job-info", "disk1", "--pool", "images");
        }
    }
}
