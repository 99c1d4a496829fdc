package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Gives ranges of a file their blocks and takes them back, through the kernel. For one thread at a time.
 *
 * @param path the file, for messages
 * @param file the file
 */
record RangeAllocation(Path path, Descriptor file) {
    private static final int NO_SPACE = 28;
    private static final int FILE_TOO_BIG = 27;
    private static final int NOT_IMPLEMENTED = 38;
    private static final int NOT_SUPPORTED = 95;

    /** Answers false where the file system cannot. */
    boolean allocate(long offset, long length) throws IOException {
        return call(0, offset, length);
    }

    /** Answers false where the file system cannot. */
    boolean discard(long offset, long length) throws IOException {
        return call(LinuxCalls.PUNCH_HOLE | LinuxCalls.KEEP_SIZE, offset, length);
    }

    private boolean call(int mode, long offset, long length) throws IOException {
        int error = LinuxCalls.allocate(file.number(), mode, offset, length);
        return switch (error) {
            case 0 -> true;
            case NOT_SUPPORTED, NOT_IMPLEMENTED -> false;
            case NO_SPACE -> throw new NoSpaceException(path + ": no space left for " + length + " bytes");
            case FILE_TOO_BIG ->
                throw new IOException(path + ": its file system holds no file of " + (offset + length) + " bytes");
            default ->
                throw new IOException(
                        path + ": fallocate of " + length + " bytes at " + offset + " failed with error " + error);
        };
    }
}
