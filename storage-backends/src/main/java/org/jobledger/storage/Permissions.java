package org.jobledger.storage;

import org.jspecify.annotations.Nullable;

/**
 * Who may use a file or directory (libvirt: the permissions element). Immutable. What is null is left as the system makes it.
 *
 * @param mode the permission bits, 0 to 0777
 * @param owner the number of the owning user
 * @param group the number of the owning group
 * @param label the security label
 */
public record Permissions(
        @Nullable Integer mode,
        @Nullable Long owner,
        @Nullable Long group,
        @Nullable String label) {
    /** Nothing said. */
    public static final Permissions UNSAID = new Permissions(null, null, null, null);

    private static final int ALL_BITS = 0777;
    private static final long MOST = 0xFFFF_FFFFL;

    /**
     * Checks the values.
     *
     * @throws InvalidValueException if mode has other bits than 0777, or owner or group is no user number
     */
    public Permissions {
        if (mode != null && (mode & ~ALL_BITS) != 0) {
            throw new InvalidValueException("mode 0" + Integer.toOctalString(mode) + " is not between 0 and 0777");
        }
        requireNumber("owner", owner);
        requireNumber("group", group);
    }

    /** Whether nothing is said. */
    public boolean unsaid() {
        return equals(UNSAID);
    }

    private static void requireNumber(String what, @Nullable Long number) {
        if (number != null && (number < 0 || number >= MOST)) {
            throw new InvalidValueException(what + " " + number + " is no number of a user or group");
        }
    }

    /** A mode alone. */
    public static Permissions ofMode(int mode) {
        return new Permissions(mode, null, null, null);
    }
}
