package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables in the directory of a ledger.
 *
 * <pre>
 * ledger.mv.db                            the tables
 * ledger-rebuild.mv.db                    tables that are being made again
 * ledger.mv.db.broken-20260131T235959.123 tables that could not be gone on with; the newest three are kept
 * </pre>
 */
final class OwnedPlace implements TablePlace {
    static final String ENDING = ".mv.db";
    static final String NAME = "ledger";
    static final String FILE = NAME + ENDING;
    static final String REBUILD = "ledger-rebuild";

    private static final String BROKEN = FILE + ".broken-";
    private static final int KEPT = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final String layer;
    private final Disk disk;

    /** Tables on a layer such as "" or "faulty:", whose files are made, renamed and removed on a disk: the one below that layer. */
    OwnedPlace(Path directory, String layer, Disk disk) {
        this.directory = directory;
        this.layer = layer;
        this.disk = disk;
    }

    @Override
    public @Nullable Projection open() throws IOException {
        return isThere(FILE) ? Projection.openFile(directory.resolve(NAME), layer) : null;
    }

    @Override
    public Projection beside() throws IOException {
        if (isThere(REBUILD + ENDING)) {
            disk.delete(rebuilt());
        }
        return Projection.buildFile(directory.resolve(REBUILD), layer);
    }

    @Override
    public Projection install(Projection beside) throws IOException {
        beside.close();
        setAside();
        disk.replace(rebuilt(), file());
        disk.forceDirectory(directory);
        return Projection.openFile(directory.resolve(NAME), layer);
    }

    /** Keeps the file that is there under another name. */
    void setAside() throws IOException {
        if (isThere(FILE)) {
            disk.replace(file(), directory.resolve(BROKEN + TIME.format(Instant.now())));
            forgetOldest();
        }
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public void close() {}

    private void forgetOldest() throws IOException {
        List<String> broken = disk.list(directory).stream()
                .filter(name -> name.startsWith(BROKEN))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String old : broken.subList(Math.min(KEPT, broken.size()), broken.size())) {
            disk.delete(directory.resolve(old));
        }
    }

    private boolean isThere(String name) throws IOException {
        return disk.list(directory).contains(name);
    }

    private Path file() {
        return directory.resolve(FILE);
    }

    private Path rebuilt() {
        return directory.resolve(REBUILD + ENDING);
    }
}
