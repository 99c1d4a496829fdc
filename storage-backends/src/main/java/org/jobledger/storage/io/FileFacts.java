package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says of who may use a file and when it was used; symbolic links are not followed.
 *
 * @param mode the permission bits
 * @param user the number of the owning user
 * @param group the number of the owning group
 * @param accessed when it was read last
 * @param modified when its contents changed last
 * @param changed when anything of it changed last
 */
public record FileFacts(int mode, long user, long group, Instant accessed, Instant modified, Instant changed) {
    private static final int PERMISSION_BITS = 0777;

    /**
     * The facts of a file, or nothing where there is none.
     *
     * @throws IOException if they cannot be read
     */
    public static Optional<FileFacts> of(Path path) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(
                    path, "unix:mode,uid,gid,lastAccessTime,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileFacts(
                    (int) number(found, "mode") & PERMISSION_BITS,
                    number(found, "uid"),
                    number(found, "gid"),
                    time(found, "lastAccessTime"),
                    time(found, "lastModifiedTime"),
                    time(found, "ctime")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> found, String name) {
        return found.get(name) instanceof Integer number ? Integer.toUnsignedLong(number) : 0;
    }

    private static Instant time(Map<String, Object> found, String name) {
        return found.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
    }
}
