package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a file from its beginning. Closing it neither forces nor closes the file. One thread at a time. */
final class DiskOutput extends OutputStream {
    private final DiskFile file;
    private long offset;

    DiskOutput(DiskFile file) {
        this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        file.write(ByteBuffer.wrap(source, from, length), offset);
        offset += length;
    }
}
