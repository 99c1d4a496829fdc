package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner of the ledger who has no door yet: a command that is slow to open it is waited for, an embedder's program is not. */
class OwnersWithoutDoorTest {
    /** How often a command looks for the door before its owner leaves. */
    private static final int LOOKS = 3;

    @TempDir
    Path home;

    Path ledger;
    Shell shell;

    @BeforeEach
    void makePool() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        assertThat(shell.run("pool-define-as", "images", "dir", "--target", "/srv/images")
                        .status())
                .isZero();
    }

    @Test
    void aCommandThatHasHadTheLedgerForLongIsWaitedFor() throws IOException {
        Process command = process(Main.class.getName());
        AtomicInteger looks = new AtomicInteger();
        StorageDriver owner = StorageDriver.open(JobEngine.at(ledger));
        try (owner) {
            note(command.pid());
            Shell.Answer answer = shell.run(
                    time -> {
                        if (looks.incrementAndGet() == LOOKS) {
                            leave(owner);
                        }
                    },
                    "pool-autostart",
                    "images");

            assertThat(answer.err()).isEmpty();
            assertThat(answer.status()).isZero();
            assertThat(looks).hasValueGreaterThanOrEqualTo(LOOKS);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void anotherProgramThatHasHadTheLedgerForLongIsNamedAtOnce() throws IOException {
        Process program = process("org.jobledger.cli.MainOfSomebodyElse");
        AtomicInteger looks = new AtomicInteger();
        try (StorageDriver owner = StorageDriver.open(JobEngine.at(ledger))) {
            note(program.pid());
            Shell.Answer answer = shell.run(time -> looks.incrementAndGet(), "pool-autostart", "images");

            assertThat(owner.engine().position()).isPositive();
            assertThat(answer.status()).isEqualTo(4);
            assertThat(answer.err()).contains("is in use by");
            assertThat(looks).hasValue(0);
        } finally {
            program.destroyForcibly();
        }
    }

    /** A process that looks from outside as if it were started with this name. */
    private static Process process(String name) throws IOException {
        return new ProcessBuilder("bash", "-c", "exec -a \"$0\" sleep 600", name).start();
    }

    /** He leaves the note where it is, as it does not name him. */
    private void leave(StorageDriver owner) {
        try {
            owner.close();
            Files.delete(ledger.resolve("owner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The owner has been there for years, and is a process of this number. */
    private void note(long pid) throws IOException {
        Path owner = ledger.resolve("owner");
        Files.writeString(
                owner,
                Files.readString(owner)
                        .replaceAll("\"since\":\"\\d+", "\"since\":\"2001")
                        .replaceAll("\"pid\":\\d+", "\"pid\":" + pid));
    }
}
