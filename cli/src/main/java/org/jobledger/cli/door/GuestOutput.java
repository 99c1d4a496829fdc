package org.jobledger.cli.door;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that comes out at the command. Thread-safe. */
final class GuestOutput extends OutputStream {
    private static final int LARGEST_PIECE = 64 * 1024;

    private final FrameChannel channel;
    private final FrameType type;

    GuestOutput(FrameChannel channel, FrameType type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += LARGEST_PIECE) {
            channel.write(Frame.of(type, bytes, offset + done, Math.min(LARGEST_PIECE, length - done)));
        }
    }
}
