package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.NotALedgerException;
import org.jobledger.engine.UnknownFormatException;

/**
 * The directory of a ledger.
 *
 * <pre>
 * format        "jobledger 1": the version of all that is here
 * lock          locked by the owner; empty
 * owner         who that is, for people
 * journal/      the segments: the truth
 * ledger.mv.db  H2: the tables made from it
 * </pre>
 *
 * @param path the directory as it really is, without symbolic links
 */
record LedgerDirectory(Path path) {
    static final int FORMAT = 1;
    private static final String PRODUCT = "jobledger ";
    private static final String FORMAT_FILE = "format";
    private static final String FORMAT_DRAFT = "format.new";
    private static final int LONGEST_FORMAT = 64;
    private static final Set<String> OF_AN_UNFINISHED_CREATION =
            Set.of("lock", "owner", "owner.new", FORMAT_DRAFT, "journal");

    /**
     * The directory of a ledger, which is made where it is missing.
     *
     * @throws NotALedgerException if something else is there
     * @throws UnknownFormatException if it was written by a newer release
     */
    static LedgerDirectory forOwner(Path path, Disk disk) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new NotALedgerException(path + " is not a directory");
        }
        Files.createDirectories(path);
        LedgerDirectory directory = new LedgerDirectory(path.toRealPath());
        directory.requireOurs(disk);
        return directory;
    }

    /**
     * The directory of a ledger that is there.
     *
     * @throws NotALedgerException if it is not
     * @throws UnknownFormatException if it was written by a newer release
     */
    static LedgerDirectory forInspection(Path path, Disk disk) throws IOException {
        boolean there = Files.isDirectory(path);
        if (!there || !new LedgerDirectory(path).exists(disk)) {
            if (there) {
                new LedgerDirectory(path).requireNothingElse(disk);
            }
            throw new NotALedgerException("there is no ledger at " + path);
        }
        LedgerDirectory directory = new LedgerDirectory(path.toRealPath());
        directory.requireKnownFormat(disk);
        return directory;
    }

    /** Refuses a directory that holds something else than a ledger of this format, or one that is still to be made. */
    void requireOurs(Disk disk) throws IOException {
        if (exists(disk)) {
            requireKnownFormat(disk);
        } else {
            requireNothingElse(disk);
        }
    }

    Path journal() {
        return path.resolve("journal");
    }

    /** Whether tables were made here. */
    boolean hasTables(Disk disk) throws IOException {
        return disk.list(path).contains(OwnedPlace.FILE);
    }

    /** Whether a ledger was made here. */
    boolean exists(Disk disk) throws IOException {
        return disk.list(path).contains(FORMAT_FILE);
    }

    /** Makes the parts of a new ledger; its format last, when the others are durable, as that makes it one. */
    void create(Disk disk) throws IOException {
        disk.makeDirectory(journal());
        Path draft = path.resolve(FORMAT_DRAFT);
        if (disk.list(path).contains(FORMAT_DRAFT)) {
            disk.delete(draft);
        }
        try (DiskFile file = disk.create(draft)) {
            file.write(StandardCharsets.UTF_8.encode(PRODUCT + FORMAT + "\n"), 0);
            file.force(true);
        }
        disk.forceDirectory(path);
        disk.replace(draft, path.resolve(FORMAT_FILE));
    }

    /**
     * Makes sure that the way to the segments is durable, from the root down. Needed at each opening: who made the directories may have
     * been killed before it forced them. Directories above that this process may not read were not made by it.
     */
    void forceEntries(Disk disk) throws IOException {
        disk.forceDirectory(path);
        try {
            for (Path above = path.getParent(); above != null; above = above.getParent()) {
                disk.forceDirectory(above);
            }
        } catch (AccessDeniedException e) {
            // What lies above belongs to somebody else and was there before.
        }
    }

    private void requireKnownFormat(Disk disk) throws IOException {
        String text = formatText(disk);
        if (text.equals(PRODUCT + FORMAT)) {
            return;
        }
        if (text.matches(PRODUCT + "\\d{1,9}")) {
            throw new UnknownFormatException("the ledger " + path + " has format " + text.substring(PRODUCT.length())
                    + "; this build knows format " + FORMAT);
        }
        throw new NotALedgerException(path + " is not a ledger: its file 'format' does not say so");
    }

    private String formatText(Disk disk) throws IOException {
        try (DiskFile file = disk.open(path.resolve(FORMAT_FILE))) {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_FORMAT);
            file.read(bytes, 0);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        }
    }

    private void requireNothingElse(Disk disk) throws IOException {
        Optional<String> foreign = disk.list(path).stream()
                .filter(name -> !OF_AN_UNFINISHED_CREATION.contains(name))
                .findFirst();
        if (foreign.isPresent() && !exists(disk)) {
            throw new NotALedgerException(path + " is not a ledger and not empty: it holds '" + foreign.get() + "'");
        }
    }
}
