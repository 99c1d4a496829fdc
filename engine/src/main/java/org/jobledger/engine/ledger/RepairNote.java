package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobledger.engine.event.JournalRepaired;

/**
 * A broken file of the journal that is kept beside the one that was made in its place. Its name says all that is recorded of the repair:
 *
 * <pre>
 * 0000000000000000001-0000000001.journal.broken-5-9-20260131T235959.123.unrecorded   positions 5 to 9 were made again
 * 0000000000000000001-0000000001.journal.broken-5-9-20260131T235959.123              the same, once it is an event
 * </pre>
 *
 * Empty where there was no file. A crash between the repair and its event leaves the name unrecorded, so that the next opening records it.
 *
 * @param broken the name of the file that was broken
 * @param firstPosition the first position that was made again
 * @param lastPosition the last one; the one before the first where only what surrounds events was made again
 * @param time when, as it stands in the name
 */
record RepairNote(String broken, long firstPosition, long lastPosition, String time) {
    private static final String UNRECORDED = ".unrecorded";
    private static final Pattern NAME = Pattern.compile(
            "(.*\\.journal(?:\\.gz)?)\\.broken-(\\d{1,19})-(\\d{1,19})-(\\d{8}T\\d{6}\\.\\d{3})(\\.unrecorded)?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    static RepairNote now(String broken, long firstPosition, long lastPosition) {
        return new RepairNote(broken, firstPosition, lastPosition, TIME.format(Instant.now()));
    }

    /** The name under which the broken file stays. */
    String keptAs() {
        return broken + ".broken-" + firstPosition + "-" + lastPosition + "-" + time;
    }

    /** The name until the repair is recorded. */
    String unrecorded() {
        return keptAs() + UNRECORDED;
    }

    /** The name of the segment. */
    String segment() {
        return broken.endsWith(SegmentFiles.COMPRESSED)
                ? broken.substring(0, broken.length() - SegmentFiles.COMPRESSED.length())
                : broken;
    }

    JournalRepaired event() {
        return new JournalRepaired(segment(), firstPosition, lastPosition, keptAs());
    }

    /** The repairs that are not recorded yet. */
    static List<RepairNote> unrecordedIn(Disk disk, Path directory) throws IOException {
        return disk.list(directory).stream().flatMap(RepairNote::read).toList();
    }

    private static Stream<RepairNote> read(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() && name.endsWith(UNRECORDED)
                ? Stream.of(new RepairNote(
                        parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)), parts.group(4)))
                : Stream.empty();
    }

    /** Takes the mark away, once the repair is recorded. */
    void markRecorded(Disk disk, Path directory) throws IOException {
        disk.replace(directory.resolve(unrecorded()), directory.resolve(keptAs()));
    }

    @Override
    public String toString() {
        String made = lastPosition < firstPosition
                ? "what surrounds its events was made again"
                : "positions " + firstPosition + " to " + lastPosition + " were made again from the tables";
        return "journal segment " + segment() + " was damaged: " + made + "; the broken file is kept as " + keptAs();
    }
}
