package org.jobledger.storage.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A volume that is a regular file. Whole aligned blocks go past the page cache where the file system allows it; what is left at the end
 * goes through it.
 */
public final class DiskVolumeFile implements VolumeFile {
    /** How much is read and written back at a time, bytes. */
    private static final int STEP = 4 << 20;

    private final Path path;
    private final String key;
    private final FileChannel buffered;
    private final DirectIo direct;
    private final boolean writable;
    private @Nullable Descriptor descriptor;

    private DiskVolumeFile(Path path, String key, FileChannel buffered, boolean writable) {
        this.path = path;
        this.key = key;
        this.buffered = buffered;
        this.direct = new DirectIo(path, key, writable);
        this.writable = writable;
    }

    /**
     * Opens the file of this name; a symbolic link is not followed.
     *
     * @throws IOException if there is none, or it is no regular file
     */
    public static DiskVolumeFile open(Path path) throws IOException {
        return opened(
                path,
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                true);
    }

    /** Opens a block device; see {@link DeviceVolumeFile}. */
    static DiskVolumeFile openDevice(Path path, boolean writable) throws IOException {
        Set<OpenOption> options = writable
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return opened(path, FileStatus.Kind.DEVICE, FileChannel.open(path, options), writable);
    }

    /**
     * Opens the file of this name to read it, through the page cache; a symbolic link is not followed.
     *
     * @throws IOException if there is none, or it is no regular file
     */
    public static DiskVolumeFile openToRead(Path path) throws IOException {
        return opened(path, FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), false);
    }

    /**
     * Makes an empty file that only its owner may use, from its first byte.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is anything of this name
     */
    public static DiskVolumeFile create(Path path) throws IOException {
        return create(path, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }

    /**
     * Makes an empty file that belongs to whom this says before anybody but us can use it.
     *
     * @param noCopyOnWrite whether it is not to be written copy-on-write, where the file system does so
     * @throws java.nio.file.FileAlreadyExistsException if there is anything of this name
     * @throws IOException also if it cannot be given to them; then nothing is left of it
     */
    public static DiskVolumeFile create(Path path, FileOwner owner, boolean noCopyOnWrite) throws IOException {
        DiskVolumeFile file = create(path);
        try {
            owner.applyTo(path);
            Descriptor kernel = noCopyOnWrite ? file.descriptor() : null;
            if (kernel != null) {
                boolean unused = LinuxCalls.noCopyOnWrite(kernel.number());
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * Makes an empty file whose mode is no wider than asked for from its first byte, and just that when this returns.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is anything of this name
     */
    public static DiskVolumeFile create(Path path, Set<PosixFilePermission> mode) throws IOException {
        FileChannel made = FileChannel.open(
                path,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(mode));
        DiskVolumeFile file = opened(path, made, true);
        try {
            // What the umask of the process took away.
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(mode);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static DiskVolumeFile opened(Path path, FileChannel buffered, boolean writable) throws IOException {
        return opened(path, FileStatus.Kind.REGULAR, buffered, writable);
    }

    private static DiskVolumeFile opened(Path path, FileStatus.Kind kind, FileChannel buffered, boolean writable)
            throws IOException {
        try {
            FileStatus status = FileStatus.of(path)
                    .filter(found -> found.kind() == kind)
                    .orElseThrow(() -> new IOException(
                            path + ": is no " + (kind == FileStatus.Kind.REGULAR ? "regular file" : "block device")));
            DiskVolumeFile file = new DiskVolumeFile(path, status.key(), buffered, writable);
            file.lock();
            return file;
        } catch (IOException | RuntimeException e) {
            buffered.close();
            throw e;
        }
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long size() throws IOException {
        return buffered.size();
    }

    @Override
    public void resize(long bytes) throws IOException {
        long now = buffered.size();
        if (bytes < now) {
            buffered.truncate(bytes);
        } else if (bytes > now && !grown(bytes)) {
            // Java has no call that lets a file grow by a hole, but writing its last byte does.
            write(ByteBuffer.allocate(1), bytes - 1);
        }
    }

    private boolean grown(long bytes) throws IOException {
        Descriptor kernel = descriptor();
        return kernel != null && LinuxCalls.grow(kernel.number(), bytes) == 0;
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return direct.buffer(bytes);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        try {
            int end = source.limit();
            source.limit(source.position() + direct.wholeBlocks(source, offset));
            long at = writeAll(past(), source, offset);
            source.limit(end);
            writeAll(buffered, source, at);
        } catch (IOException e) {
            throw explained(e, source.remaining());
        }
    }

    private static long writeAll(FileChannel channel, ByteBuffer source, long offset) throws IOException {
        long at = offset;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
        return at;
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        int end = target.limit();
        target.limit(target.position() + direct.wholeBlocks(target, offset));
        long at = readAll(past(), target, offset);
        target.limit(end);
        readAll(buffered, target, at);
    }

    private long readAll(FileChannel channel, ByteBuffer target, long offset) throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int got = channel.read(target, at);
            if (got < 0) {
                throw new EOFException(path + ": ends before byte " + (at + target.remaining()));
            }
            at += got;
        }
        return at;
    }

    /** What takes whole blocks. */
    private FileChannel past() {
        FileChannel past = direct.channel();
        return past == null ? buffered : past;
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        RangeAllocation kernel = ranges();
        if (kernel == null || !kernel.allocate(offset, length)) {
            writeAsItIs(offset, length);
        }
    }

    /** What has no place gets one when it is written: a hole as the zeros it reads as, data as it is. */
    private void writeAsItIs(long offset, long length) throws IOException {
        for (long at = offset; at < offset + length; at += STEP) {
            int bytes = (int) Math.min(offset + length - at, STEP);
            int known = (int) Math.max(0, Math.min(bytes, size() - at));
            ByteBuffer block = buffer(bytes);
            read(block.limit(known), at);
            write(block.clear().limit(bytes), at);
        }
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        RangeAllocation kernel = ranges();
        if (kernel == null || !kernel.discard(offset, length)) {
            throw new UnsupportedOperationException(path + ": its file system cannot give blocks back");
        }
    }

    @Override
    public String version() throws IOException {
        FileStatus now = FileStatus.of(path)
                .filter(status -> status.key().equals(key))
                .orElseThrow(() -> new IOException(path + ": is another file than was opened, or is gone"));
        return key + ",size=" + now.size() + ",modified=" + now.modified();
    }

    @Override
    public DataRange data(long offset) throws IOException {
        Descriptor kernel = descriptor();
        return kernel == null ? new DataRange(offset, size()) : DataRange.next(path, kernel, offset, size());
    }

    @Override
    public boolean shareBlocks(VolumeFile source, long offset, long length) throws IOException {
        Descriptor mine = descriptor();
        Descriptor theirs = source instanceof DiskVolumeFile disk ? disk.descriptor() : null;
        return mine != null && theirs != null && SharedBlocks.share(path, mine, theirs, offset, length);
    }

    private void lock() throws IOException {
        Descriptor kernel = descriptor();
        if (kernel != null) {
            try {
                ImageLocks.take(path, kernel, writable);
            } catch (IOException e) {
                close();
                throw e;
            }
        }
    }

    @Override
    public Optional<Path> childPath() throws IOException {
        Descriptor kernel = descriptor();
        if (kernel != null && writable) {
            ImageLocks.release(kernel);
        }
        return kernel == null
                ? Optional.empty()
                : Optional.of(Path.of(
                        "/proc",
                        Long.toString(ProcessHandle.current().pid()),
                        "fd",
                        Integer.toString(kernel.number())));
    }

    @Override
    public boolean pastCache() {
        return direct.channel() != null;
    }

    private @Nullable RangeAllocation ranges() throws IOException {
        Descriptor kernel = descriptor();
        return kernel == null ? null : new RangeAllocation(path, kernel);
    }

    private @Nullable Descriptor descriptor() throws IOException {
        if (descriptor == null) {
            descriptor = Descriptor.of(path, writable).orElse(null);
            if (descriptor != null && !FileStatus.of(path).map(FileStatus::key).equals(Optional.of(key))) {
                throw new IOException(path + ": is another file than was opened");
            }
        }
        return descriptor;
    }

    @Override
    public void force() throws IOException {
        buffered.force(true);
    }

    @Override
    public void forceContents() throws IOException {
        buffered.force(false);
    }

    @Override
    public void close() throws IOException {
        try (buffered;
                direct) {
            if (descriptor != null) {
                descriptor.close();
                descriptor = null;
            }
        }
    }

    /** The platform's text for a full disk depends on the language of the machine; whether there is room does not. */
    private IOException explained(IOException failure, int bytes) throws IOException {
        if (failure instanceof ClosedByInterruptException
                || Files.getFileStore(path).getUsableSpace() >= bytes) {
            return failure;
        }
        return new NoSpaceException(path + ": no space left for " + bytes + " bytes", failure);
    }
}
