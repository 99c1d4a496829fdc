package org.jobledger.engine.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A gzip file as the file that it was made from, for reading. One thread at a time.
 *
 * <p>It is decompressed as it is read, a few kilobytes in memory, so that reading forward is cheap and reading backward begins again. A
 * damaged file ends where it cannot be decompressed any more: whoever reads misses the rest, as from a file that was cut.
 */
final class CompressedFile implements DiskFile {
    /** A piece that cannot be decompressed to its end is lost whole. */
    private static final int PIECE = 2048;

    private static final int BUFFER = 16 * 1024;
    private static final int TRAILER_BYTES = 8;

    private final DiskFile file;
    private final byte[] piece = new byte[PIECE];
    private @Nullable InputStream stream;
    private long at;
    private boolean broken;

    /** The file is closed with this one. */
    CompressedFile(DiskFile file) {
        this.file = file;
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        if (offset < at) {
            restart();
        }
        int got = 1;
        while (got > 0 && at < offset) {
            got = next((int) Math.min(PIECE, offset - at));
        }
        while (got > 0 && target.hasRemaining()) {
            got = next(Math.min(PIECE, target.remaining()));
            target.put(piece, 0, got);
        }
    }

    /** Decompresses so many bytes at most into the piece; 0 at the end. */
    private int next(int length) throws IOException {
        if (broken) {
            return 0;
        }
        try {
            if (stream == null) {
                stream = new GZIPInputStream(new DiskInput(file, file.length()), BUFFER);
            }
            int got = Math.max(0, stream.read(piece, 0, length));
            at += got;
            return got;
        } catch (ZipException | EOFException e) {
            broken = true;
            return 0;
        }
    }

    private void restart() throws IOException {
        if (stream != null) {
            stream.close();
        }
        stream = null;
        at = 0;
        broken = false;
    }

    /** The length of the file that it was made from, less than 4 GiB, as its last four bytes say; 0 where it has none. */
    @Override
    public long length() throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(trailer, Math.max(0, file.length() - TRAILER_BYTES));
        return trailer.hasRemaining() ? 0 : Integer.toUnsignedLong(trailer.getInt(Integer.BYTES));
    }

    @Override
    public void write(ByteBuffer source, long offset) {
        throw readOnly();
    }

    @Override
    public void force(boolean metadata) {
        throw readOnly();
    }

    @Override
    public void truncate(long length) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a compressed file is only read");
    }

    @Override
    public void close() throws IOException {
        restart();
        file.close();
    }
}
