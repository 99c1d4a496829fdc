package org.jobledger.benchmarks.storage;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a volume costs that is made without a ledger and in this process: the same system calls, and, where it is asked for, a file beside
 * that is written to and forced as often as our journal is. The floor under our figures; Linux only, for one thread.
 */
final class RawCalls implements Closeable {
    private static final int READ_WRITE = 2;
    private static final int CREATE_NEW = 0100 | 0200;
    private static final int DIRECTORY = 0200000;
    private static final int OWNER_ONLY = 0600;
    private static final int JOURNAL_BYTES = 1 << 20;
    private static final int GROUP_BYTES = 500;

    static {
        Native.register(RawCalls.class, "c");
    }

    private final FileChannel journal;
    private long at;

    /** With a journal of zeros, all forced. */
    RawCalls(Path journalFile) throws IOException {
        journal = FileChannel.open(journalFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        int unused = journal.write(ByteBuffer.allocate(JOURNAL_BYTES), 0);
        journal.force(true);
    }

    /** Makes a file with its blocks, forces it, and then its name. */
    static void allocate(Path file, long bytes) {
        int made = open(file.toString(), READ_WRITE | CREATE_NEW, OWNER_ONLY);
        fallocate(made, 0, 0, bytes);
        fsync(made);
        close(made);
        int directory = open(String.valueOf(file.getParent()), DIRECTORY, 0);
        fsync(directory);
        close(directory);
    }

    /** Writes and forces so many groups, one after the other. */
    void append(int groups) throws IOException {
        for (int i = 0; i < groups; i++) {
            int unused = journal.write(ByteBuffer.allocate(GROUP_BYTES), at);
            at = (at + GROUP_BYTES) % (JOURNAL_BYTES - GROUP_BYTES);
            journal.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private static native int open(String path, int flags, int mode) throws LastErrorException;

    private static native int fallocate(int file, int mode, long offset, long length) throws LastErrorException;

    private static native int fsync(int file) throws LastErrorException;

    private static native int close(int file) throws LastErrorException;
}
