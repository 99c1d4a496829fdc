package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that runs for us: without a shell, with {@code LC_ALL=C}, with a mark in its environment, with limits on what it says and
 * how long it takes. When it is closed it and all it started are dead and reaped. For one thread.
 */
public final class ChildProcess implements Closeable {
    /** How often a waiting caller looks up, milliseconds. */
    private static final long LOOK_MILLIS = 100;

    private static final Duration GENTLE = Duration.ofSeconds(2);

    private final ChildCommand command;
    private final ChildLog log;
    private final Process process;
    private final ProcessIdentity identity;
    private final ChildOutput out;
    private final ChildOutput err;

    private ChildProcess(ChildCommand command, ChildLog log, Process process, Consumer<String> heard) {
        this.command = command;
        this.log = log;
        this.process = process;
        this.identity = ProcessIdentity.of(process.pid());
        this.out = ChildOutput.of(process.getInputStream(), process.pid(), heard);
        this.err = ChildOutput.of(process.getErrorStream(), process.pid(), text -> {});
    }

    /**
     * Starts a program.
     *
     * @param log where it is written down before it is given its input
     * @param input what it reads on its standard input, such as a secret that must not stand among the arguments; zeroed afterwards
     * @param heard is given each piece that it says on its standard output, on a thread of its own
     * @throws IOException if there is no such program, or it cannot be started
     */
    public static ChildProcess start(ChildCommand command, ChildLog log, byte[] input, Consumer<String> heard)
            throws IOException {
        ChildProcess child = new ChildProcess(command, log, command.start(), heard);
        child.record();
        try (OutputStream standardInput = child.process.getOutputStream()) {
            standardInput.write(input);
        } catch (IOException e) {
            // It did not read all of it; how it ends will say why.
            System.getLogger(ChildProcess.class.getName()).log(System.Logger.Level.DEBUG, "input not read", e);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
        return child;
    }

    /** What cannot be written down is not to run. */
    private void record() {
        boolean recorded = false;
        try {
            log.started(command, identity);
            recorded = true;
        } finally {
            if (!recorded) {
                process.destroyForcibly();
                close();
            }
        }
    }

    /**
     * Runs a program that only looks to its end; it is not written down.
     *
     * @return what it said on its standard output
     * @throws ChildFailedException if it ended with another status than 0
     * @throws IOException if it could not be started, said too much, or took too long
     * @throws InterruptedException if interrupted; then it is dead
     */
    public static String run(ChildCommand command) throws IOException, InterruptedException {
        try (ChildProcess child = start(command, ChildLog.NONE, new byte[0], text -> {})) {
            return child.await(() -> {});
        }
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    /** It, told from a later one of its number. */
    public ProcessIdentity identity() {
        return identity;
    }

    /** It, as the platform knows it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Stops it while something is waited for, and lets it go on then.
     *
     * @param wait may rest, and may throw
     */
    public void whileStopped(Runnable wait) {
        boolean can = LinuxCalls.available() && process.isAlive();
        if (can) {
            LinuxCalls.stopped(pid(), true);
        }
        try {
            wait.run();
        } finally {
            if (can) {
                LinuxCalls.stopped(pid(), false);
            }
        }
    }

    /** When it started, as far as the system knows: with the number, what identifies a process. */
    public Instant startedAt() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /**
     * Waits until it ends.
     *
     * @param look is called several times a second; what it throws ends the waiting, and closing kills the program
     * @return what it said on its standard output
     * @throws ChildFailedException if it ended with another status than 0
     * @throws IOException if it took too long or said too much
     */
    public String await(Runnable look) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + command.patience().toNanos();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            look.run();
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(command.program() + " did not end within " + command.patience() + ": " + command);
            }
        }
        String said = out.text();
        if (process.exitValue() != 0) {
            throw ChildFailedException.of(command, process.exitValue(), err.last());
        }
        if (out.cut()) {
            throw new IOException(
                    command.program() + " said more than " + ChildOutput.MOST + " characters: " + command);
        }
        return said;
    }

    /** Ends the program, gently first, and all it started; returns when they are gone. An interrupt is kept. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
        }
        reap(process);
        log.ended(command, identity);
    }

    /** Waits a moment for a program that was asked to end, then kills it and all it started; returns when they are gone. */
    static void reap(Process process) {
        boolean interrupted = process.isAlive() && awaitEnd(process);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        while (process.isAlive()) {
            interrupted |= awaitEnd(process);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitEnd(Process process) {
        try {
            process.waitFor(GENTLE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
