package org.jobledger.storage.io;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The few calls of the Linux kernel that Java has no name for, bound through JNA; 64-bit Linux only. Thread-safe.
 *
 * <p>The layout that {@code statx} fills is the same on every architecture:
 *
 * <pre>
 *  offset  0  mask u32     16  links u32    28  mode u16     32  inode u64
 *         40  size u64     48  blocks u64 (of 512 bytes)     80  birth: seconds s64, nanoseconds u32
 *        112  modified: seconds s64, nanoseconds u32
 * </pre>
 *
 * <p>What the call that shares blocks is given:
 *
 * <pre>
 *  offset  0  source file s64     8  source offset u64    16  length u64 (0: to the end)    24  target offset u64
 * </pre>
 *
 * <p>A lock of an open file:
 *
 * <pre>
 *  offset  0  kind s16     2  whence s16 (0: from the start)     8  offset s64    16  length s64    24  process s32 (0)
 * </pre>
 */
final class LinuxCalls {
    static final int KEEP_SIZE = 1;
    static final int PUNCH_HOLE = 2;

    private static final int INTERRUPTED = 4;
    private static final int READ_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int EXCLUSIVE = 0x80;
    private static final int HERE = -100;
    private static final int NO_FOLLOW_AT = 0x100;
    private static final int BASIC_AND_BIRTH = 0xFFF;
    private static final int BIRTH = 0x800;
    private static final int STATX_BYTES = 256;
    private static final int BLOCK = 512;
    private static final long NANOS = 1_000_000_000L;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int SET_LEASE = 1024;
    private static final int WRITE_LEASE = 1;
    private static final int READ_LEASE = 0;
    private static final int NO_LEASE = 2;
    private static final int SHARE_BYTES = 32;
    private static final int GET_LOCK = 36;
    private static final int SET_LOCK = 37;
    private static final short READ_LOCK = 0;
    private static final short WRITE_LOCK = 1;
    private static final short NO_LOCK = 2;
    private static final int LOCK_BYTES = 32;
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;
    private static final long GET_FLAGS = 0x80086601L;
    private static final long SET_FLAGS = 0x40086602L;
    private static final int NO_COPY_ON_WRITE = 0x00800000;

    private LinuxCalls() {}

    /** Tells once whether the binding works here. */
    private static final class Binding {
        static final boolean BOUND = bind();

        private static boolean bind() {
            try {
                if (!Platform.isLinux() || Native.LONG_SIZE != Long.BYTES) {
                    return false;
                }
                Native.register(LinuxCalls.class, "c");
                return true;
            } catch (LinkageError e) {
                // No native part for this machine, or no place to unpack it: everything works without, only less well.
                return false;
            }
        }
    }

    static boolean available() {
        return Binding.BOUND;
    }

    /** The status of a name, or nothing where there is no such name or the kernel does not tell. */
    static Optional<FileStatus> status(Path path) {
        try (Memory found = new Memory(STATX_BYTES)) {
            statx(HERE, path.toString(), NO_FOLLOW_AT, BASIC_AND_BIRTH, found);
            String birth = (found.getInt(0) & BIRTH) == 0 ? "" : ",born=" + found.getLong(80) + "." + found.getInt(88);
            return Optional.of(new FileStatus(
                    FileStatus.kind(Short.toUnsignedInt(found.getShort(28))),
                    "ino=" + found.getLong(32) + birth,
                    found.getLong(40),
                    found.getLong(48) * BLOCK,
                    found.getInt(16),
                    found.getLong(112) * NANOS + found.getInt(120)));
        } catch (LastErrorException e) {
            return Optional.empty();
        }
    }

    /** Opens a file, a symbolic link not followed; to be closed with {@link #close}. */
    static int open(Path path, boolean write) throws IOException {
        try {
            return open(path.toString(), (write ? READ_WRITE : 0) | CLOSE_ON_EXEC | noFollow());
        } catch (LastErrorException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks the kernel for a block device alone and gives it back: it refuses where the device is mounted, swapped to, or part of
     * another one; answers 0 or the error number.
     */
    static int alone(Path device) {
        try {
            close(open(device.toString(), CLOSE_ON_EXEC | EXCLUSIVE));
            return 0;
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
    }

    /** The one flag here whose value differs between architectures. */
    private static int noFollow() {
        return Platform.isARM() || Platform.isPPC() ? 0x8000 : 0x20000;
    }

    /** Calls fallocate(2) until no signal interrupts it; answers 0 or the error number. */
    static int allocate(int file, int mode, long offset, long length) {
        while (true) {
            try {
                fallocate(file, mode, offset, length);
                return 0;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != INTERRUPTED) {
                    return e.getErrorCode();
                }
            }
        }
    }

    /** Lets a file grow by a hole; answers 0 or the error number. */
    static int grow(int file, long bytes) {
        try {
            ftruncate(file, bytes);
            return 0;
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
    }

    /** Where the first data at or after an offset begins; a negative error number where the kernel does not tell. */
    static long data(int file, long offset) {
        return seek(file, offset, SEEK_DATA);
    }

    /** Where the first hole at or after an offset begins, the end of the file being one; a negative error number as above. */
    static long hole(int file, long offset) {
        return seek(file, offset, SEEK_HOLE);
    }

    private static long seek(int file, long offset, int whence) {
        try {
            return lseek(file, offset, whence);
        } catch (LastErrorException e) {
            return -e.getErrorCode();
        }
    }

    /** Lets a file have blocks of another one, at the same offset; answers 0 or the error number. */
    static int share(int target, int source, long offset, long length) {
        try (Memory range = new Memory(SHARE_BYTES)) {
            range.setLong(0, source);
            range.setLong(8, offset);
            range.setLong(16, length);
            range.setLong(24, offset);
            ioctl(target, shareRange(), range);
            return 0;
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
    }

    /** FICLONERANGE, {@code _IOW(0x94, 13, 32 bytes)}; some architectures number directions in another way. */
    private static long shareRange() {
        long write = Platform.isPPC() || Platform.isMIPS() || Platform.isSPARC() ? 0x80000000L : 0x40000000L;
        return write | SHARE_BYTES << 16 | 0x94 << 8 | 13;
    }

    /**
     * Asks for a lease on an open file and gives it back: the kernel grants one only where nobody else has the file open (for
     * writing); answers 0 or the error number.
     */
    static int lease(int file, boolean alone) {
        try {
            fcntl(file, SET_LEASE, alone ? WRITE_LEASE : READ_LEASE);
            fcntl(file, SET_LEASE, NO_LEASE);
            return 0;
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
    }

    /** Stops a process, or lets it go on; does nothing where it is gone. */
    static void stopped(long process, boolean stop) {
        try {
            kill((int) process, stop ? SIGSTOP : SIGCONT);
        } catch (LastErrorException e) {
            // It has ended.
        }
    }

    /** Keeps a file that is still empty from being written copy-on-write; answers false where its file system has no such thing. */
    static boolean noCopyOnWrite(int file) {
        try (Memory flags = new Memory(Long.BYTES)) {
            flags.clear();
            ioctl(file, GET_FLAGS, flags);
            flags.setInt(0, flags.getInt(0) | NO_COPY_ON_WRITE);
            ioctl(file, SET_FLAGS, flags);
            return true;
        } catch (LastErrorException e) {
            return false;
        }
    }

    /** Whether somebody else holds a lock on a byte of a file; false where the file system has none. */
    static boolean lockedByOthers(int file, long offset) {
        try (Memory lock = lock(WRITE_LOCK, offset)) {
            fcntl(file, GET_LOCK, lock);
            return lock.getShort(0) != NO_LOCK;
        } catch (LastErrorException e) {
            return false;
        }
    }

    /** Holds a shared lock on a byte for as long as this open file is open; does nothing where the file system has none. */
    static void lockShared(int file, long offset) {
        set(file, READ_LOCK, offset);
    }

    static void unlock(int file, long offset) {
        set(file, NO_LOCK, offset);
    }

    private static void set(int file, short type, long offset) {
        try (Memory lock = lock(type, offset)) {
            fcntl(file, SET_LOCK, lock);
        } catch (LastErrorException e) {
            // Nothing is locked there; whoever uses it is found by the lease, if at all.
        }
    }

    private static Memory lock(short type, long offset) {
        Memory lock = new Memory(LOCK_BYTES);
        lock.clear();
        lock.setShort(0, type);
        lock.setLong(8, offset);
        lock.setLong(16, 1);
        return lock;
    }

    private static native int fcntl(int file, int command, Pointer lock) throws LastErrorException;

    private static native int kill(int process, int signal) throws LastErrorException;

    static native int close(int file) throws LastErrorException;

    private static native int statx(int directory, String path, int flags, int mask, Pointer found)
            throws LastErrorException;

    private static native int open(String path, int flags) throws LastErrorException;

    private static native int fallocate(int file, int mode, long offset, long length) throws LastErrorException;

    private static native int ftruncate(int file, long length) throws LastErrorException;

    private static native long lseek(int file, long offset, int whence) throws LastErrorException;

    private static native int ioctl(int file, long request, Pointer argument) throws LastErrorException;

    private static native int fcntl(int file, int command, int argument) throws LastErrorException;
}
