package org.jobledger.storage;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may read and write the file of a volume (libvirt: the mode in the permissions of the volume XML). Immutable.
 *
 * @param bits the permission bits, 0 to 0777
 */
public record VolumeMode(int bits) {
    /** The owner alone: 0600. */
    public static final VolumeMode OWNER_ONLY = new VolumeMode(0600);

    private static final int ALL = 0777;
    private static final int OCTAL = 8;

    /**
     * Checks the bits.
     *
     * @throws InvalidValueException if there are others than those of permissions
     */
    public VolumeMode {
        if ((bits & ~ALL) != 0) {
            throw new InvalidValueException("mode 0" + Integer.toOctalString(bits) + " is not between 0 and 0777");
        }
    }

    /**
     * The mode that octal digits stand for, such as {@code 0640}.
     *
     * @throws InvalidValueException if they are none
     */
    public static VolumeMode of(String octal) {
        try {
            return new VolumeMode(Integer.parseInt(octal, OCTAL));
        } catch (NumberFormatException e) {
            throw new InvalidValueException("mode '" + Shown.of(octal) + "' is not an octal number", e);
        }
    }

    /** The permissions as the Java platform names them. */
    public Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            // They are declared in the order of the bits, the owner's right to read first.
            if ((bits & 0400 >> i) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    /** The mode as four octal digits. */
    @Override
    public String toString() {
        return String.format("0%03o", bits);
    }
}
