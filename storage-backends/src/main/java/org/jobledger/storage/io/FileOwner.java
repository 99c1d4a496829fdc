package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a file. Immutable.
 *
 * @param mode the permission bits
 * @param user the number of the owning user, or null for whoever makes it
 * @param group the number of the owning group, or null for that of whoever makes it
 */
public record FileOwner(
        int mode, @Nullable Long user, @Nullable Long group) {

    /**
     * Makes a directory that has never more permissions than these, whatever the umask of the process.
     *
     * @throws IOException if there is something of this name, or it cannot be made; then nothing is left of it
     */
    public static void makeDirectory(Path path, FileOwner owner) throws IOException {
        Files.createDirectory(
                path,
                PosixFilePermissions.asFileAttribute(
                        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        try {
            owner.applyTo(path);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Makes it so; a symbolic link is not followed. */
    void applyTo(Path path) throws IOException {
        if (group != null) {
            Files.setAttribute(path, "unix:gid", (int) (long) group, LinkOption.NOFOLLOW_LINKS);
        }
        if (user != null) {
            Files.setAttribute(path, "unix:uid", (int) (long) user, LinkOption.NOFOLLOW_LINKS);
        }
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(permissions());
    }

    /** The permission bits as Java has them. */
    public Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                set.add(fromHighest[bit]);
            }
        }
        return set;
    }
}
