package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.TimeUnit;

/**
 * A child process as a pipe of bytes; {@link ChildProcess} has those whose output is text. It sees the end of its input when this process
 * dies, and so ends by itself.
 */
public final class ChildPipe implements ProgramPipe {
    private static final int PIECE = 1 << 16;
    private static final long GENTLE_SECONDS = 10;

    private final ChildCommand command;
    private final ChildLog log;
    private final Process process;
    private final ProcessIdentity identity;
    private final OutputStream input;
    private final InputStream output;
    private final ChildOutput said;
    private final Interrupts interrupts = new Interrupts();

    private ChildPipe(ChildCommand command, ChildLog log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
        this.identity = ProcessIdentity.of(process.pid());
        this.input = process.getOutputStream();
        this.output = process.getInputStream();
        this.said = ChildOutput.of(process.getErrorStream(), process.pid(), text -> {});
    }

    /**
     * Starts a program.
     *
     * @param log where it is written down before it is given anything; what cannot be written down is not to run
     * @throws IOException if there is no such program, or it cannot be started
     */
    public static ChildPipe start(ChildCommand command, ChildLog log) throws IOException {
        ChildPipe pipe = new ChildPipe(command, log, command.start());
        boolean recorded = false;
        try {
            log.started(command, pipe.identity);
            recorded = true;
        } finally {
            if (!recorded) {
                pipe.process.destroyForcibly();
                pipe.close();
            }
        }
        return pipe;
    }

    /** Kills the program when the thread that waits for it is interrupted: a stream of a process knows no interrupts. */
    private final class Interrupts extends AbstractInterruptibleChannel {
        @Override
        protected void implCloseChannel() {
            process.destroyForcibly();
        }

        void enter() {
            begin();
        }

        void leave(boolean done) throws AsynchronousCloseException {
            end(done);
        }
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        boolean done = false;
        interrupts.enter();
        try {
            byte[] piece = new byte[Math.min(PIECE, source.remaining())];
            while (source.hasRemaining()) {
                int length = Math.min(piece.length, source.remaining());
                source.get(piece, 0, length);
                input.write(piece, 0, length);
            }
            // Nothing is kept back, so that closing it writes nothing and cannot wait.
            input.flush();
            done = true;
        } catch (IOException e) {
            throw ended(e);
        } finally {
            interrupts.leave(done);
        }
    }

    /** Why it takes nothing more, in its own words where there is time for them. */
    private IOException ended(IOException seen) {
        try {
            boolean gone = !Thread.currentThread().isInterrupted() && process.waitFor(GENTLE_SECONDS, TimeUnit.SECONDS);
            if (gone) {
                return ChildFailedException.of(command, process.exitValue(), said.last());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        byte[] piece = new byte[Math.min(PIECE, target.remaining())];
        int count = -1;
        interrupts.enter();
        try {
            count = output.read(piece);
        } finally {
            interrupts.leave(count >= 0);
        }
        if (count < 0) {
            requireEndedWell();
            return -1;
        }
        target.put(piece, 0, count);
        return count;
    }

    @Override
    public void finish() throws IOException {
        try {
            input.close();
        } catch (IOException e) {
            throw ended(e);
        }
        requireEndedWell();
    }

    private void requireEndedWell() throws IOException {
        boolean done = false;
        interrupts.enter();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw ChildFailedException.of(command, status, said.last());
            }
            done = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } finally {
            interrupts.leave(done);
        }
    }

    @Override
    public void close() {
        closeQuietly(input);
        closeQuietly(output);
        ChildProcess.reap(process);
        log.ended(command, identity);
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            System.getLogger(ChildPipe.class.getName())
                    .log(System.Logger.Level.DEBUG, "the program has gone before", e);
        }
    }
}
