package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a name, symbolic links not followed.
 *
 * @param kind what it is
 * @param key the identity of the file: its inode and, where it is known, the time of its birth (inodes are used again)
 * @param size its size, bytes
 * @param allocated what it takes on the disk, bytes; its size where that is not known
 * @param links how many names it has
 * @param modified when its contents were changed last, nanoseconds since 1970
 */
public record FileStatus(Kind kind, String key, long size, long allocated, int links, long modified) {

    /** What a name stands for. */
    public enum Kind {
        /** A regular file. */
        REGULAR,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A block device. */
        DEVICE,
        /** A device of another kind, a pipe, a socket. */
        OTHER
    }

    private static final int TYPE_BITS = 0xF000;

    /**
     * The status of a name, or nothing where there is none.
     *
     * @throws IOException if it cannot be looked up
     */
    public static Optional<FileStatus> of(Path path) throws IOException {
        Optional<FileStatus> exact = LinuxCalls.available() ? LinuxCalls.status(path) : Optional.empty();
        return exact.isPresent() ? exact : ofPlatform(path);
    }

    /** As the Java platform tells it: without the blocks and the time of birth. */
    static Optional<FileStatus> ofPlatform(Path path) throws IOException {
        try {
            Map<String, Object> found =
                    Files.readAttributes(path, "unix:mode,ino,nlink,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            long size = number(found, "size");
            String key = "ino=" + number(found, "ino");
            return Optional.of(new FileStatus(
                    kind((int) number(found, "mode")),
                    key,
                    size,
                    size,
                    (int) number(found, "nlink"),
                    modified(found.get("lastModifiedTime"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> found, String name) {
        return found.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long modified(@Nullable Object time) {
        return time instanceof FileTime known ? known.to(TimeUnit.NANOSECONDS) : 0;
    }

    static Kind kind(int mode) {
        return switch (mode & TYPE_BITS) {
            case 0x8000 -> Kind.REGULAR;
            case 0x4000 -> Kind.DIRECTORY;
            case 0xA000 -> Kind.LINK;
            case 0x6000 -> Kind.DEVICE;
            default -> Kind.OTHER;
        };
    }
}
