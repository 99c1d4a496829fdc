package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage and forgery as the command line tells of them. */
class FullCheckTest {
    @TempDir
    Path home;

    private Path ledger;
    private Shell shell;

    @BeforeEach
    void makePool() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        assertThat(shell.run(
                                "pool-define-as",
                                "images",
                                "dir",
                                "--target",
                                home.resolve("images").toString())
                        .status())
                .isZero();
        assertThat(shell.run("pool-start", "images", "--build").status()).isZero();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theHeadIsPrintedAndFoundAgain() {
        Answer head = shell.run("verify", "--head");
        assertThat(head.status()).isZero();
        assertThat(head.out()).matches("\\d+:2:[0-9a-f]{64}\n");

        Answer found = shell.run("verify", "--anchor", head.out().strip());
        assertThat(found.status()).as(found.out()).isZero();
        assertThat(found.out()).contains("journal holds the anchor at position");
        assertThat(shell.run("verify", "--head", "--json").out())
                .matches("\\{\"position\":\\d+,\"epoch\":2,\"hash\":\"[0-9a-f]{64}\"}\n");
    }

    @Test
    void aHeadOfAnotherHistoryIsAFault() {
        String head = shell.run("verify", "--head").out().strip();
        String other = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");

        Answer found = shell.run("verify", "--anchor", other);

        assertThat(found.status()).isEqualTo(1);
        assertThat(found.out()).contains("BAD", "another hash was noted");
        assertThat(shell.run("verify", "--anchor", other, "--json").out()).startsWith("{\"sound\":false,");
    }

    @Test
    void whatIsNoAnchorIsAUsageError() {
        assertThat(shell.run("verify", "--anchor", "yesterday").status()).isEqualTo(2);
        assertThat(shell.run("verify", "--anchor", "1:" + "0".repeat(64), "--head")
                        .status())
                .isEqualTo(2);
        assertThat(shell.run("recover", "--plan", "--full-check").status()).isEqualTo(2);
    }

    @Test
    void damageIsNamedAndMadeGoodByAFullCheck() throws IOException {
        Path victim = segments().get(0);
        byte[] bytes = Files.readAllBytes(victim);
        bytes[bytes.length / 2] ^= 1;
        Files.write(victim, bytes);
        assertThat(shell.run("verify").status()).isEqualTo(1);

        Answer repaired = shell.run("recover", "--full-check");

        assertThat(repaired.status()).as(repaired.err()).isZero();
        assertThat(repaired.err()).contains(victim.getFileName() + " was damaged", "made again from the tables");
        assertThat(repaired.out()).contains("All history was checked: what was damaged is good again");
        assertThat(shell.run("verify").status()).isZero();
        assertThat(shell.run("recover", "--full-check").out())
                .startsWith("All history was checked: nothing is damaged\n");
        assertThat(shell.run("recover", "--full-check", "--json").out())
                .isEqualTo("{\"recoveries\":[],\"endings\":[],\"repairs\":[]}\n");
    }

    @Test
    void damageThatNothingProvesIsRefusedWithTheFirstBadPosition() throws IOException {
        Path victim = segments().get(0);
        Files.write(victim, Arrays.copyOf(Files.readAllBytes(victim), 600));
        Files.delete(ledger.resolve("ledger.mv.db"));

        Answer refused = shell.run("recover", "--full-check");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(victim.getFileName().toString(), "position 1 cannot be read", "no tables");
        assertThat(shell.run("pool-list").err()).contains("recover --full-check");
    }
}
