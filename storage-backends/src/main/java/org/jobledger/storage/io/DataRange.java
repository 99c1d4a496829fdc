package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A part of a file that is no hole. What lies between two of them reads as zeros and takes no place.
 *
 * @param from its first byte
 * @param to the byte after its last
 */
public record DataRange(long from, long to) {
    private static final int NO_MORE_DATA = -6;

    /** The first data at or after an offset; empty and at the end where there is none. Where the kernel does not tell, all is data. */
    static DataRange next(Path path, Descriptor file, long offset, long size) throws IOException {
        long from = LinuxCalls.data(file.number(), offset);
        if (from == NO_MORE_DATA) {
            return new DataRange(size, size);
        } else if (from < 0) {
            return new DataRange(offset, size);
        }
        long to = LinuxCalls.hole(file.number(), from);
        if (to < from) {
            throw new IOException(path + ": data at " + from + " and no end of it (" + to + ")");
        }
        return new DataRange(Math.min(from, size), Math.min(to, size));
    }
}
