package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** A database file whose writes are ordered: body, force, last sector, force; so that all is durable before it is cut. Thread-safe as its base. */
final class OrderedFile extends FileBaseDefault {
    private static final int FOOTER_BYTES = 512;

    private final FileChannel base;

    OrderedFile(FileChannel base) {
        this.base = base;
    }

    @Override
    public long size() throws IOException {
        return base.size();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // readers must not wait for the disk of a writer
    public int read(ByteBuffer target, long position) throws IOException {
        return base.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        int end = source.limit();
        if (length > FOOTER_BYTES) {
            source.limit(end - FOOTER_BYTES);
            writeAndForce(source, position);
            source.limit(end);
        }
        writeAndForce(source, position + length - source.remaining());
        return length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        // What was written before is forced already.
        base.truncate(size);
    }

    @Override
    public void force(boolean metadata) throws IOException {
        base.force(metadata);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        base.close();
    }

    private void writeAndForce(ByteBuffer source, long position) throws IOException {
        long before = base.size();
        long at = position;
        while (source.hasRemaining()) {
            at += base.write(source, at);
        }
        base.force(at > before); // a new length is metadata
    }
}
