package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the journal asks of a file system, and no more: the seam under which crash tests put a disk that forgets what was not forced.
 *
 * <p>Every method may throw {@link IOException}; what failed may have happened in part.
 */
public interface Disk {

    /** Makes a file that must not exist yet, open for reading and writing. Durable only after {@link #forceDirectory}. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file for reading. */
    DiskFile open(Path file) throws IOException;

    /** Opens a file for reading and writing. */
    DiskFile openForWriting(Path file) throws IOException;

    /** Makes a directory where there is none. Durable only after {@link #forceDirectory} of its parent. */
    void makeDirectory(Path directory) throws IOException;

    /** The names of the files in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /** Removes a file. Durable only after {@link #forceDirectory}. */
    void delete(Path file) throws IOException;

    /** Renames a file over another, all at once. Durable only after {@link #forceDirectory}. */
    void replace(Path from, Path to) throws IOException;

    /** What a directory is known by on its file system, which stays when it is renamed and which no copy shares; empty if unknown. */
    default String identity(Path directory) throws IOException {
        return "";
    }

    /** How many bytes this process may still write in a directory, as far as the file system tells; the greatest number if it does not. */
    default long usableBytes(Path directory) throws IOException {
        return Long.MAX_VALUE;
    }

    /** Makes the entries of a directory durable. */
    void forceDirectory(Path directory) throws IOException;
}
