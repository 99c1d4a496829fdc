package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jobledger.engine.ledger.DiskFile;

/** A file of a {@link DiskFilePath}, open. Thread-safe where the file is. */
public final class DiskChannel extends FileBaseDefault {
    private final DiskFile file;
    private final boolean keepsOrder;
    private boolean justWritten;

    /** A file; {@code keepsOrder} false leaves out the force straight after a write. */
    public DiskChannel(DiskFile file, boolean keepsOrder) {
        this.file = file;
        this.keepsOrder = keepsOrder;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        int before = target.position();
        int wanted = target.remaining();
        file.read(target, position);
        int got = target.position() - before;
        return got == 0 && wanted > 0 ? -1 : got;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        file.write(source, position);
        justWritten = true;
        return length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        if (size < file.length()) {
            file.truncate(size);
        }
        justWritten = false;
    }

    @Override
    public synchronized void force(boolean metadata) throws IOException {
        if (keepsOrder || !justWritten) {
            file.force(metadata);
        }
        justWritten = false;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        return new FileLock(this, position, size, shared) {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
