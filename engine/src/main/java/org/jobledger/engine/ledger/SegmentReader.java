package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment in order. One thread at a time. */
final class SegmentReader implements AutoCloseable {
    private static final int WINDOW = 256 * 1024;

    private final DiskFile file;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowAt;
    private long offset = SegmentHeader.BYTES;

    /** Reads an open file, which is closed with this reader. */
    SegmentReader(DiskFile file) {
        this.file = file;
    }

    static SegmentReader open(Disk disk, Path path) throws IOException {
        return new SegmentReader(disk.open(path));
    }

    /** Where the next frame begins, bytes from the start of the file. */
    long offset() {
        return offset;
    }

    /** The length of the file, bytes. */
    long fileLength() throws IOException {
        return file.length();
    }

    /**
     * The next whole frame, from head to checksum, or null where there is none: the end, or something torn. The buffer is valid until
     * the next call.
     *
     * @param limit the first byte of the file that is not to be read
     */
    @Nullable
    ByteBuffer next(long limit) throws IOException {
        int length = GroupFrame.lengthOf(view(GroupFrame.HEAD_BYTES, limit));
        if (length == 0 || offset + length > limit) {
            return null;
        }
        ByteBuffer frame = view(length, limit);
        if (frame.remaining() < length || !GroupFrame.whole(frame)) {
            return null;
        }
        offset += length;
        return frame;
    }

    /** The next eight bytes, 0 behind the limit. */
    long peek(long limit) throws IOException {
        ByteBuffer bytes = view(Long.BYTES, limit);
        return bytes.remaining() < Long.BYTES ? 0 : bytes.getLong(bytes.position());
    }

    /** Goes to where a frame may begin. */
    void seek(long newOffset) {
        offset = newOffset;
    }

    /** Forgets what was read ahead: the file may have grown. */
    void refresh() {
        window.limit(0);
    }

    private ByteBuffer view(int length, long limit) throws IOException {
        int wanted = (int) Math.min(length, Math.max(0, limit - offset));
        if (offset < windowAt || offset + wanted > windowAt + window.limit()) {
            fill(wanted, limit);
        }
        int from = (int) (offset - windowAt);
        int to = (int) Math.min(from + (long) wanted, window.limit());
        return window.slice(from, Math.max(0, to - from));
    }

    /** Moves the window to the offset. What it holds already is not read again, so that a file is read forward alone. */
    private void fill(int wanted, long limit) throws IOException {
        boolean within = offset >= windowAt && offset < windowAt + window.limit();
        window.position(within ? (int) (offset - windowAt) : window.limit());
        ByteBuffer kept = window.slice();
        if (wanted > window.capacity()) {
            window = ByteBuffer.allocate(wanted);
        }
        window.clear().put(kept).limit((int) Math.max(0, Math.min(window.capacity(), limit - offset)));
        file.read(window, offset + window.position());
        window.flip();
        windowAt = offset;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
