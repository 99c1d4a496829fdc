package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a file from its beginning to an end that was given. Closing it leaves the file open. One thread at a time. */
final class DiskInput extends InputStream {
    private final DiskFile file;
    private final long end;
    private long offset;

    DiskInput(DiskFile file, long end) {
        this.file = file;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(target, from, (int) Math.min(length, end - offset));
        file.read(bytes, offset);
        int got = bytes.position() - from;
        offset += got;
        return got == 0 && length > 0 ? -1 : got;
    }
}
