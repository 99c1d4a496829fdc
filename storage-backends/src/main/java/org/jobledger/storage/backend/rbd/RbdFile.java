package org.jobledger.storage.backend.rbd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.ProgramPipe;
import org.jobledger.storage.io.VolumeFile;
import org.jspecify.annotations.Nullable;

/**
 * An open image, whose bytes go through {@code rbd}: what is written is a diff that is imported while it is made, and is durable when the
 * import has ended; what is read is an export, which begins anew where something before it is wanted. Several threads may write.
 */
final class RbdFile implements VolumeFile {
    private final VolumeFile sized;
    private final RbdImage image;
    private @Nullable ProgramPipe changes;
    private @Nullable ProgramPipe export;
    private @Nullable RbdExtents extents;
    private long exported;

    /** One whose size is another's matter. */
    RbdFile(VolumeFile sized, RbdImage image) {
        this.sized = sized;
        this.image = image;
    }

    @Override
    public String key() {
        return sized.key();
    }

    @Override
    public long size() throws IOException {
        return sized.size();
    }

    @Override
    public synchronized void resize(long bytes) throws IOException {
        if (bytes != sized.size()) {
            finishChanges();
            forgetRead();
            sized.resize(bytes);
        }
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        sized.allocate(offset, length);
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return sized.buffer(bytes);
    }

    @Override
    public synchronized void write(ByteBuffer source, long offset) throws IOException {
        requireInside(offset, source.remaining());
        ProgramPipe taking = changes();
        taking.write(RbdDiff.bytes(offset, source.remaining()));
        taking.write(source);
    }

    /** What it makes zeros of takes no place any more, where whole objects of the image lie in it. */
    @Override
    public synchronized void discard(long offset, long length) throws IOException {
        requireInside(offset, length);
        changes().write(RbdDiff.zeros(offset, length));
    }

    private void requireInside(long offset, long length) throws IOException {
        if (offset + length > size()) {
            throw new IOException("'" + image.place() + "' has " + size() + " bytes, not " + (offset + length));
        }
    }

    private ProgramPipe changes() throws IOException {
        forgetRead();
        ProgramPipe taking = changes;
        if (taking == null) {
            taking = image.changes();
            changes = taking;
            taking.write(RbdDiff.begin());
        }
        return taking;
    }

    /** What was written before is seen. */
    @Override
    public synchronized void read(ByteBuffer target, long offset) throws IOException {
        finishChanges();
        ProgramPipe saying = export;
        if (saying == null || offset < exported) {
            forgetRead();
            saying = image.bytes();
            export = saying;
        }
        for (ByteBuffer skipped = buffer(1 << 16); exported < offset; skipped.clear()) {
            take(saying, skipped.limit((int) Math.min(skipped.capacity(), offset - exported)));
        }
        take(saying, target);
    }

    private void take(ProgramPipe saying, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int count = saying.read(target);
            if (count < 0) {
                throw new EOFException("'" + image.place() + "' ends at byte " + exported);
            }
            exported += count;
        }
    }

    @Override
    public synchronized DataRange data(long offset) throws IOException {
        finishChanges();
        RbdExtents known = extents;
        if (known == null) {
            known = image.extents();
            extents = known;
        }
        return known.data(offset, size());
    }

    private void forgetRead() {
        ProgramPipe saying = export;
        export = null;
        extents = null;
        exported = 0;
        if (saying != null) {
            saying.close();
        }
    }

    /** One that failed stays so: the program that took the changes is not there any more. */
    @Override
    public synchronized void force() throws IOException {
        finishChanges();
    }

    private void finishChanges() throws IOException {
        ProgramPipe taking = changes;
        if (taking != null) {
            taking.write(RbdDiff.end());
            taking.finish();
            changes = null;
            taking.close();
        }
    }

    /** The cluster notes when an image was written to at most once a minute. */
    @Override
    public synchronized String version() throws IOException {
        finishChanges();
        String now = image.version();
        if (!now.startsWith(key() + ",")) {
            throw new IOException("'" + image.place() + "' is another image by now: " + now + ", not " + key());
        }
        return now;
    }

    @Override
    public synchronized void close() {
        forgetRead();
        ProgramPipe taking = changes;
        if (taking != null) {
            taking.close();
        }
    }
}
