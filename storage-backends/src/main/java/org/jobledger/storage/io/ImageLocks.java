package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The locks by which QEMU's programs keep each other from an image (block/file-posix.c): each holds shared locks on the bytes 100 + n for
 * what it does and 200 + n for what nobody else may do meanwhile, n being 0 for reading what is consistent, 1 for writing, 3 for resizing;
 * and none begins where the other's byte is locked. They are locks of the open file, so no other descriptor of this process frees them.
 * A guest that is started on a volume while we write to it is refused by QEMU itself, on file systems that give no leases too.
 */
final class ImageLocks {
    private static final int DOES = 100;
    private static final int FORBIDS = 200;
    private static final int[] READING = {0};
    private static final int[] CHANGING = {1, 3};
    private static final int[] ALL = {0, 1, 3};

    private ImageLocks() {}

    /**
     * Takes them, as far as the file system has such locks.
     *
     * @throws ImageLockedException if a program of QEMU does what is not to be done meanwhile, or forbids what we do
     */
    static void take(Path path, Descriptor file, boolean write) throws IOException {
        for (int other : write ? ALL : CHANGING) {
            requireFree(path, file, DOES + other);
        }
        for (int own : write ? ALL : READING) {
            requireFree(path, file, FORBIDS + own);
        }
        for (int own : write ? ALL : READING) {
            LinuxCalls.lockShared(file.number(), DOES + own);
        }
        for (int other : write ? ALL : CHANGING) {
            LinuxCalls.lockShared(file.number(), FORBIDS + other);
        }
    }

    private static void requireFree(Path path, Descriptor file, long offset) throws IOException {
        if (LinuxCalls.lockedByOthers(file.number(), offset)) {
            throw new ImageLockedException(path + ": a program of QEMU has locked it (byte " + offset + ")");
        }
    }

    /** Gives them back, for a child that takes its own. */
    static void release(Descriptor file) {
        for (int each : ALL) {
            LinuxCalls.unlock(file.number(), DOES + each);
            LinuxCalls.unlock(file.number(), FORBIDS + each);
        }
    }
}
