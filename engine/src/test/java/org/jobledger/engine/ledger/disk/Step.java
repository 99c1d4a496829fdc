package org.jobledger.engine.ledger.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One thing that was asked of a disk and that changes it.
 *
 * @param kind what
 * @param path the file or directory
 * @param bytes what is written; empty otherwise
 * @param number the offset of a write, the length of a truncation, 1 for a force with metadata, else 0
 * @param target where a file is renamed to; else the path again
 */
@SuppressWarnings("ArrayRecordComponent")
public record Step(Kind kind, Path path, byte[] bytes, long number, Path target) {

    /** What can be asked. */
    public enum Kind {
        CREATE,
        WRITE,
        FORCE,
        TRUNCATE,
        DELETE,
        REPLACE,
        MAKE_DIRECTORY,
        FORCE_DIRECTORY
    }

    static Step of(Kind kind, Path path) {
        return new Step(kind, path, new byte[0], 0, path);
    }

    static Step write(Path path, ByteBuffer source, long offset) {
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        return new Step(Kind.WRITE, path, bytes, offset, path);
    }

    static Step withNumber(Kind kind, Path path, long number) {
        return new Step(kind, path, new byte[0], number, path);
    }

    static Step replace(Path from, Path to) {
        return new Step(Kind.REPLACE, from, new byte[0], 0, to);
    }

    @Override
    public String toString() {
        return kind + " " + path.getFileName() + (bytes.length > 0 ? " " + bytes.length + "@" + number : "");
    }
}
