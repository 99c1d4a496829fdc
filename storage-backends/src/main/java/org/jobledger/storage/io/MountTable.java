package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is mounted where, as the kernel has it in {@code /proc/self/mountinfo} (see proc(5)). Immutable.
 *
 * @param mounts in the order of mounting
 */
public record MountTable(List<Mount> mounts) {
    private static final Path FILE = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT = 4;

    /** Copies the list. */
    public MountTable {
        mounts = List.copyOf(mounts);
    }

    /**
     * A mounted file system.
     *
     * @param point where it is mounted
     * @param type such as "ext4"
     * @param source what is mounted, a device or a server's directory
     */
    public record Mount(Path point, String type, String source) {}

    /**
     * What is mounted now.
     *
     * @throws IOException if the kernel does not tell
     */
    public static MountTable now() throws IOException {
        return parse(Files.readAllLines(FILE));
    }

    /** The table in these lines; what is not understood is left out. */
    static MountTable parse(List<String> lines) {
        return new MountTable(
                lines.stream().map(MountTable::mount).flatMap(Optional::stream).toList());
    }

    private static Optional<Mount> mount(String line) {
        int separator = line.indexOf(" - ");
        String[] before = line.split(" ", -1);
        String[] after =
                separator < 0 ? new String[0] : line.substring(separator + 3).split(" ", -1);
        return before.length <= POINT || after.length < 2
                ? Optional.empty()
                : Optional.of(new Mount(Path.of(unescaped(before[POINT])), after[0], unescaped(after[1])));
    }

    /** Blanks and backslashes stand as three octal digits. */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }

    /** What one sees at a place: the last that was mounted there. */
    public Optional<Mount> at(Path point) {
        return mounts.stream().filter(mount -> mount.point().equals(point)).reduce((earlier, later) -> later);
    }
}
