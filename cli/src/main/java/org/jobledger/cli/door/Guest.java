package org.jobledger.cli.door;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A command of another process that runs here, seen by what runs it. One thread runs it, another takes what the command sends
 * meanwhile.
 *
 * <p>Output waits as long as the command does not read it, and goes nowhere once the command is gone: either way it is only its own
 * thread that waits.
 */
public final class Guest {
    private static final int LARGEST_SIZE = 10_000;

    private final Call call;
    private final String user;
    private final FrameChannel channel;
    private final GuestInput input;
    private final Thread runner = Thread.currentThread();

    private volatile int outColumns;
    private volatile int errColumns;
    private volatile int rows;

    @GuardedBy("this")
    private @Nullable Runnable onInterrupt;

    @GuardedBy("this")
    private boolean ended;

    /** To be made by the thread that runs it. */
    Guest(Call call, String user, FrameChannel channel) {
        this.call = call;
        this.user = user;
        this.channel = channel;
        this.input = new GuestInput(channel);
        this.outColumns = sane(call.out().columns());
        this.errColumns = sane(call.err().columns());
        this.rows = sane(call.err().rows());
    }

    /** What is to be run. */
    public Call call() {
        return call;
    }

    /** Who calls: as the operating system says, or as the command says where that does not tell. */
    public String user() {
        return user;
    }

    /** The standard input of the command. It fails, and does not end, when the command is gone. */
    public InputStream in() {
        return input;
    }

    /** The standard output of the command. */
    public OutputStream out() {
        return new GuestOutput(channel, FrameType.OUT);
    }

    /** The standard error of the command. */
    public OutputStream err() {
        return new GuestOutput(channel, FrameType.ERR);
    }

    /** How many columns its results have now. */
    public IntSupplier outColumns() {
        return () -> outColumns;
    }

    /** How many columns everything else has now. */
    public IntSupplier errColumns() {
        return () -> errColumns;
    }

    /** How many rows the terminal has now. */
    public IntSupplier rows() {
        return () -> rows;
    }

    private static int sane(int size) {
        return Math.max(1, Math.min(LARGEST_SIZE, size));
    }

    /**
     * What to do at each Ctrl-C; without it, a Ctrl-C leaves.
     *
     * @return what was to be done before
     */
    public synchronized @Nullable Runnable onInterrupt(@Nullable Runnable action) {
        Runnable before = onInterrupt;
        onInterrupt = action;
        return before;
    }

    /** Interrupts what runs here for the command, so that it waits no longer. What was started goes on. */
    public void leave() {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        channel.interrupt(runner);
    }

    /** Nothing runs for the command any more: from now on its thread is not interrupted. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        Thread.interrupted();
    }

    /** Takes what the command sends until it is gone, and leaves then. */
    void listen() {
        try {
            for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
                take(frame);
            }
        } catch (IOException e) {
            // It is gone, or talks what we do not understand; both end here.
        } finally {
            input.abandon();
            leave();
            channel.close();
        }
    }

    private void take(Frame frame) throws IOException {
        switch (frame.type()) {
            case INTERRUPT -> interrupted();
            case RESIZED -> {
                outColumns = sane(frame.number());
                errColumns = sane(frame.number());
                rows = sane(frame.number());
            }
            case INPUT -> input.receive(frame.bytes());
            default -> throw new IOException("a command must not send " + frame.type());
        }
    }

    private void interrupted() {
        Runnable action;
        synchronized (this) {
            action = onInterrupt;
        }
        if (action == null) {
            leave();
        } else {
            action.run();
        }
    }
}
