package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    private static final Set<String> OF_AN_UNFINISHED_CREATION =
            Set.of("lock", "owner", "owner.new", "format.new", "journal");

    /**
     * The directory of a ledger, which is made where it is missing.
     *
     * @throws NotALedgerException if something else is there
     * @throws UnknownFormatException if it was written by a newer release
     */
    static LedgerDirectory forOwner(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new NotALedgerException(path + " is not a directory");
        }
        Files.createDirectories(path);
        LedgerDirectory directory = new LedgerDirectory(path.toRealPath());
        if (directory.exists()) {
            directory.requireKnownFormat();
        } else {
            directory.requireNothingElse();
        }
        return directory;
    }

    /**
     * The directory of a ledger that is there.
     *
     * @throws NotALedgerException if it is not
     * @throws UnknownFormatException if it was written by a newer release
     */
    static LedgerDirectory forInspection(Path path) throws IOException {
        if (!Files.isDirectory(path) || !new LedgerDirectory(path).exists()) {
            throw new NotALedgerException("there is no ledger at " + path);
        }
        LedgerDirectory directory = new LedgerDirectory(path.toRealPath());
        directory.requireKnownFormat();
        return directory;
    }

    Path journal() {
        return path.resolve("journal");
    }

    Path database() {
        return path.resolve("ledger.mv.db");
    }

    /** Whether a ledger was made here. */
    boolean exists() {
        return Files.exists(format());
    }

    /** Makes the parts of a new ledger; its format last, as that makes it one. */
    void create(Disk disk) throws IOException {
        Files.createDirectories(journal());
        Path draft = path.resolve("format.new");
        Files.writeString(draft, PRODUCT + FORMAT + "\n");
        try (DiskFile file = disk.openForWriting(draft)) {
            file.force(true);
        }
        disk.replace(draft, format());
        disk.forceDirectory(path);
        Path parent = path.getParent();
        if (parent != null) {
            disk.forceDirectory(parent);
        }
    }

    private Path format() {
        return path.resolve("format");
    }

    private void requireKnownFormat() throws IOException {
        String text = Files.readString(format(), StandardCharsets.UTF_8).strip();
        if (text.equals(PRODUCT + FORMAT)) {
            return;
        }
        if (text.matches(PRODUCT + "\\d{1,9}")) {
            throw new UnknownFormatException("the ledger " + path + " has format " + text.substring(PRODUCT.length())
                    + "; this build knows format " + FORMAT);
        }
        throw new NotALedgerException(path + " is not a ledger: its file 'format' does not say so");
    }

    private void requireNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            Optional<String> foreign = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !OF_AN_UNFINISHED_CREATION.contains(name))
                    .sorted()
                    .findFirst();
            if (foreign.isPresent()) {
                throw new NotALedgerException(
                        path + " is not a ledger and not empty: it holds '" + foreign.get() + "'");
            }
        }
    }
}
