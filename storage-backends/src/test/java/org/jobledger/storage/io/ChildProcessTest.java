package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    private final String token = "test-" + UUID.randomUUID();

    @Test
    void whatAProgramSaysIsGivenBackAndNoShellReadsItsArguments() throws Exception {
        assertThat(ChildProcess.run(ChildCommand.of(token, "printf", "%s", "$HOME; `id` *")))
                .isEqualTo("$HOME; `id` *");
    }

    @Test
    void aProgramSpeaksTheLanguageOfNobodyAndCarriesItsMark() throws Exception {
        assertThat(ChildProcess.run(ChildCommand.of(token, "env"))).contains("LC_ALL=C\n", "JOBLEDGER_CHILD=" + token);
    }

    @Test
    void aFailureSaysTheStatusTheCommandAndWhatWasSaid() {
        assertThatThrownBy(() -> ChildProcess.run(ChildCommand.of(token, "ls", "/no/such/place")))
                .isInstanceOf(ChildFailedException.class)
                .hasMessageContaining("ls ended with status 2")
                .hasMessageContaining("No such file or directory")
                .hasMessageContaining("/no/such/place");
    }

    @Test
    void aProgramThatIsNotThereIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> ChildProcess.run(ChildCommand.of(token, "no-such-program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void anInputReachesTheProgramAndNeitherItsArgumentsNorOurMemory() throws Exception {
        byte[] secret = "swordfish".getBytes(StandardCharsets.UTF_8);
        try (ChildProcess child =
                ChildProcess.start(ChildCommand.of(token, "cat"), ChildLog.NONE, secret, text -> {})) {
            assertThat(child.await(() -> {})).isEqualTo("swordfish");
        }
        assertThat(secret).containsOnly(0);
    }

    @Test
    void aProgramThatSaysTooMuchIsReadToItsEndAndRefused() {
        assertThatThrownBy(() -> ChildProcess.run(ChildCommand.of(token, "head", "-c", "5000000", "/dev/zero")))
                .hasMessageContaining("said more than");
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithAllItStarted() throws Exception {
        ChildCommand slow =
                ChildCommand.of(token, "sh", "-c", "sleep 600 & sleep 600").within(Duration.ofMillis(300));
        assertThatThrownBy(() -> ChildProcess.run(slow)).hasMessageContaining("did not end within PT0.3S");
        Leftovers.kill(token);
        assertThat(Leftovers.find(token)).isEmpty();
    }

    @Test
    void anAbortKillsTheProgramBeforeItIsReported() throws Exception {
        List<Long> alive;
        try (ChildProcess child =
                ChildProcess.start(ChildCommand.of(token, "sleep", "600"), ChildLog.NONE, new byte[0], text -> {})) {
            assertThat(Leftovers.find(token)).containsExactly(child.pid());
            assertThat(child.startedAt()).isAfter(java.time.Instant.EPOCH);
            assertThatThrownBy(() -> child.await(() -> {
                        throw new CancellationException("asked to stop");
                    }))
                    .isInstanceOf(CancellationException.class);
        } finally {
            alive = Leftovers.find(token);
        }
        assertThat(alive).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitingAndKillsTheProgram() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try (ChildProcess child = ChildProcess.start(
                    ChildCommand.of(token, "sleep", "600"), ChildLog.NONE, new byte[0], text -> {})) {
                started.countDown();
                child.await(() -> {});
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        started.await();
        waiting.interrupt();
        waiting.join();
        assertThat(Leftovers.find(token)).isEmpty();
    }

    @Test
    void whatAnotherProcessHasAtWorkIsLeftToItAndWhatADeadOneLeftIsKilled() throws Exception {
        ProcessBuilder sleeping = new ProcessBuilder("sleep", "600");
        sleeping.environment().put(Leftovers.MARK, token);
        sleeping.environment().put(Leftovers.PARENT, "1999999999 17");
        Process left = sleeping.start();
        try (ChildProcess child =
                ChildProcess.start(ChildCommand.of(token, "sleep", "600"), ChildLog.NONE, new byte[0], text -> {})) {
            new Leftovers(ChildLog.NONE).killOfEarlierProcesses(token);
            assertThat(left.waitFor()).isNotZero();
            assertThat(Leftovers.find(token)).containsExactly(child.pid());
        } finally {
            left.destroyForcibly();
        }
    }

    /** As the program that serves a mount in user space, or the daemon that LVM starts when it needs it. */
    @Test
    void aDaemonThatAProgramOfADeadOwnerHasStartedIsLeftAlone() throws Exception {
        ProcessBuilder daemon = new ProcessBuilder("setsid", "sleep", "600");
        ProcessBuilder left = new ProcessBuilder("sleep", "600");
        for (ProcessBuilder one : List.of(daemon, left)) {
            one.environment().put(Leftovers.MARK, token);
            one.environment()
                    .put(Leftovers.PARENT, "1999999999 17 " + ProcessIdentity.session(ProcessIdentity.THIS.pid()));
        }
        Process serving = daemon.start();
        Process forgotten = left.start();
        try {
            while (ProcessIdentity.session(serving.pid()) != serving.pid()) {
                Thread.onSpinWait();
            }
            new Leftovers(ChildLog.NONE).killOfEarlierProcesses(token);
            assertThat(forgotten.waitFor()).isNotZero();
            assertThat(serving.isAlive()).isTrue();
        } finally {
            serving.destroyForcibly();
            forgotten.destroyForcibly();
        }
    }

    @Test
    void aProcessIsKilledByItsNumberOnlyIfItStartedThen() throws Exception {
        ChildCommand command = ChildCommand.of(token, "env", "-i", "sleep", "600");
        try (ChildProcess child = ChildProcess.start(command, ChildLog.NONE, new byte[0], text -> {})) {
            ProcessIdentity it = child.identity();
            Leftovers.kill(new ProcessIdentity(it.pid(), it.startTicks() - 1, it.boot()), token);
            Leftovers.kill(new ProcessIdentity(it.pid(), it.startTicks(), "another boot"), token);
            Leftovers.kill(new ProcessIdentity(it.pid(), 0, it.boot()), token);
            assertThat(it.lives()).isTrue();
            Leftovers.kill(it, token);
            assertThat(child.handle().isAlive()).isFalse();
            assertThat(it.lives()).isFalse();
        }
    }

    @Test
    void aProgramThatCannotBeWrittenDownDoesNotRun() {
        List<ProcessIdentity> seen = new ArrayList<>();
        ChildLog full = new ChildLog() {
            @Override
            public void started(ChildCommand command, ProcessIdentity child) {
                seen.add(child);
                throw new IllegalStateException("the ledger is closed");
            }

            @Override
            public void ended(ChildCommand command, ProcessIdentity child) {}

            @Override
            public List<ProcessIdentity> left(String of) {
                return List.of();
            }

            @Override
            public List<ProcessIdentity> left() {
                return List.of();
            }
        };
        ChildCommand command = ChildCommand.of(token, "sleep", "600");
        assertThatThrownBy(() -> ChildProcess.start(command, full, new byte[0], text -> {}))
                .hasMessage("the ledger is closed");
        assertThatThrownBy(() -> ChildPipe.start(command, full)).hasMessage("the ledger is closed");
        assertThat(seen).hasSize(2).noneMatch(ProcessIdentity::lives);
    }

    @Test
    void whatOutlivedItsParentIsFoundByItsMarkAndKilled() throws Exception {
        ChildProcess.run(ChildCommand.of(token, "sh", "-c", "sleep 600 >/dev/null 2>&1 </dev/null &"));
        assertThat(Leftovers.find(token)).hasSize(1);
        assertThat(Leftovers.find(token + "x")).isEmpty();
        assertThat(Leftovers.kill(token)).isEqualTo(1);
        assertThat(Leftovers.find(token)).isEmpty();
    }
}
