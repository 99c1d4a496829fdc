package org.jobledger.cli.door;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Frames over a connection. One thread reads; any may write, one frame after the other. */
final class FrameChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final Object writing = new Object();
    private volatile long blockedSince;

    FrameChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next frame, or null where the other side has closed between two. */
    @Nullable
    Frame read() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        if (!fill(header)) {
            return null;
        }
        FrameType type = FrameType.of(header.get());
        int length = header.getInt();
        if (length < 0 || length > Frame.LARGEST) {
            throw new IOException("a frame " + type + " of " + length + " bytes; it may have " + Frame.LARGEST);
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (length > 0 && !fill(content)) {
            throw new EOFException("the connection ended in a frame " + type);
        }
        return new Frame(type, length > 0 ? content : content.clear());
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("the connection ended in a frame");
            }
        }
        buffer.flip();
        return true;
    }

    /**
     * Writes a frame whole; waits as long as the other side does not read.
     *
     * <p>The thread's interrupt flag is put aside meanwhile: a channel closes itself under a thread that is interrupted.
     */
    void write(Frame frame) throws IOException {
        synchronized (writing) {
            boolean interrupted = Thread.interrupted();
            blockedSince = System.nanoTime() | 1;
            try {
                ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES)
                        .put(frame.type().code())
                        .putInt(frame.content().remaining())
                        .flip();
                ByteBuffer[] parts = {header, frame.content()};
                while (frame.content().hasRemaining() || header.hasRemaining()) {
                    channel.write(parts);
                }
            } finally {
                blockedSince = 0;
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Interrupts a thread that may write here, but not while it does. */
    void interrupt(Thread thread) {
        synchronized (writing) {
            thread.interrupt();
        }
    }

    /** For how long the write that goes on has gone on, nanoseconds; 0 where none does. */
    long blockedNanos(long now) {
        long since = blockedSince;
        return since == 0 ? 0 : Math.max(0, now - since);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
