package org.jobledger.cli.door;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of a command, asked for piece by piece: no more of it lies here than was asked for, and a Ctrl-C never waits
 * behind it. Read by one thread.
 */
final class GuestInput extends InputStream {
    private static final int PIECE = 256 * 1024;

    private final FrameChannel channel;

    @GuardedBy("this")
    private @Nullable ByteBuffer piece;

    @GuardedBy("this")
    private boolean asked;

    @GuardedBy("this")
    private boolean atEnd;

    @GuardedBy("this")
    private boolean abandoned;

    GuestInput(FrameChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (mustAsk()) {
            channel.write(Frame.of(FrameType.NEED_INPUT, PIECE));
        }
        return awaitPiece(bytes, offset, length);
    }

    private synchronized boolean mustAsk() {
        boolean empty = piece == null || !piece.hasRemaining();
        boolean ask = empty && !asked && !atEnd && !abandoned;
        asked |= ask;
        return ask;
    }

    private synchronized int awaitPiece(byte[] bytes, int offset, int length) throws IOException {
        while (piece == null || !piece.hasRemaining()) {
            if (atEnd) {
                return -1;
            } else if (abandoned) {
                throw new IOException("the command is gone: its input did not come to its end");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for input");
            }
        }
        int count = Math.min(length, piece.remaining());
        piece.get(bytes, offset, count);
        return count;
    }

    synchronized void receive(byte[] bytes) throws IOException {
        if (!asked || bytes.length > PIECE) {
            throw new IOException("input of " + bytes.length + " bytes that was not asked for");
        }
        asked = false;
        atEnd = bytes.length == 0;
        piece = ByteBuffer.wrap(bytes);
        notifyAll();
    }

    /** The command is gone. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }
}
