package org.jobledger.cli.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that the owner of the ledger has accepted, seen by the command. {@link #await} by one thread; the rest by any.
 *
 * <p>When the command ends before, the owner goes on with what was started.
 */
public final class Visit implements AutoCloseable {
    private final FrameChannel channel;
    private final BlockingQueue<Integer> wanted = new LinkedBlockingQueue<>();

    private Visit(FrameChannel channel) {
        this.channel = channel;
    }

    /**
     * Calls at the door of a ledger.
     *
     * @param call made where there is a door
     * @return nothing where there is no door, or it is being shut
     * @throws RefusedException if the owner refuses the call
     */
    public static Optional<Visit> make(Path directory, Supplier<Call> call) throws RefusedException {
        Optional<SocketChannel> connected = new SocketPlace(directory).connect();
        return connected.isEmpty() ? Optional.empty() : make(new FrameChannel(connected.get()), call.get());
    }

    private static Optional<Visit> make(FrameChannel channel, Call call) throws RefusedException {
        @Nullable Frame answer;
        try {
            channel.write(call.frame());
            answer = channel.read();
        } catch (RefusedException e) {
            channel.close();
            throw e;
        } catch (IOException e) {
            answer = null;
        }
        if (answer != null && answer.type() == FrameType.ACCEPTED) {
            return Optional.of(new Visit(channel));
        }
        channel.close();
        if (answer != null && answer.type() == FrameType.REFUSED) {
            String[] codeAndSentence = answer.text().split("\n", 2);
            throw new RefusedException(codeAndSentence[0], codeAndSentence[codeAndSentence.length - 1]);
        }
        return Optional.empty();
    }

    /**
     * Hands over what the owner prints, until the call has ended.
     *
     * @param in where it is read from, if the owner asks for it
     * @return the exit status
     * @throws OutputLostException if the output cannot be written
     * @throws IOException if the owner is gone before
     */
    public int await(InputStream in, PrintStream out, PrintStream err) throws IOException {
        Thread feeder = new Thread(() -> feed(in), "jobledger-input");
        feeder.setDaemon(true);
        boolean fed = false;
        for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
            switch (frame.type()) {
                case OUT -> print(frame, out);
                case ERR -> print(frame, err);
                case NEED_INPUT -> {
                    wanted.add(frame.number());
                    if (!fed) {
                        feeder.start();
                        fed = true;
                    }
                }
                case EXIT -> {
                    return frame.number();
                }
                default -> throw new IOException("an owner must not send " + frame.type());
            }
        }
        throw new IOException("the connection was closed");
    }

    private static void print(Frame frame, PrintStream stream) throws IOException {
        stream.write(frame.bytes());
        if (stream.checkError()) {
            throw new OutputLostException();
        }
    }

    private void feed(InputStream in) {
        try {
            while (true) {
                byte[] bytes = new byte[Math.min(wanted.take(), Frame.LARGEST)];
                int count = Math.max(0, in.read(bytes));
                channel.write(Frame.of(FrameType.INPUT, bytes, 0, count));
            }
        } catch (IOException e) {
            // Input that cannot be read must not look like its end.
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the owner of a Ctrl-C. */
    public void interrupt() {
        send(Frame.empty(FrameType.INTERRUPT));
    }

    /** Tells the owner how large the terminal is now. */
    public void resized(int outColumns, int errColumns, int rows) {
        send(Frame.of(FrameType.RESIZED, outColumns, errColumns, rows));
    }

    private void send(Frame frame) {
        try {
            channel.write(frame);
        } catch (IOException e) {
            // The owner is gone, which await() tells.
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
