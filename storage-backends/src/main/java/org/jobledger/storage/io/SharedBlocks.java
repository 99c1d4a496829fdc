package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Lets two files have the same blocks until one of them is written to (FICLONERANGE). */
final class SharedBlocks {
    private static final int NO_SPACE = 28;

    /** Other file systems, other devices, file systems that cannot, offsets that are not on a block. */
    private static final Set<Integer> CANNOT = Set.of(18, 22, 25, 26, 38, 95);

    private SharedBlocks() {}

    /** Answers false where the file systems cannot. */
    static boolean share(Path path, Descriptor target, Descriptor source, long offset, long length) throws IOException {
        int error = LinuxCalls.share(target.number(), source.number(), offset, length);
        if (error == NO_SPACE) {
            throw new NoSpaceException(path + ": no space left to share " + length + " bytes");
        } else if (error != 0 && !CANNOT.contains(error)) {
            throw new IOException(
                    path + ": sharing the blocks of " + length + " bytes at " + offset + " failed with error " + error);
        }
        return error == 0;
    }
}
