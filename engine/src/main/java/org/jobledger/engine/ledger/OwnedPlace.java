package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

    OwnedPlace(Path directory, String layer) {
        this.directory = directory;
        this.layer = layer;
    }

    @Override
    public @Nullable Projection open() {
        return Files.exists(file()) ? Projection.openFile(directory.resolve(NAME), layer) : null;
    }

    @Override
    public Projection beside() throws IOException {
        Files.deleteIfExists(rebuilt());
        return Projection.openFile(directory.resolve(REBUILD), layer);
    }

    @Override
    public Projection install(Projection beside) throws IOException {
        beside.close();
        if (Files.exists(file())) {
            Files.move(file(), directory.resolve(BROKEN + TIME.format(Instant.now())));
            forgetOldest();
        }
        Files.move(rebuilt(), file(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return Projection.openFile(directory.resolve(NAME), layer);
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public void close() {}

    private void forgetOldest() throws IOException {
        List<Path> broken = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, BROKEN + "*")) {
            found.forEach(broken::add);
        }
        broken.sort(Comparator.reverseOrder());
        for (Path old : broken.subList(Math.min(KEPT, broken.size()), broken.size())) {
            Files.deleteIfExists(old);
        }
    }

    private Path file() {
        return directory.resolve(FILE);
    }

    private Path rebuilt() {
        return directory.resolve(REBUILD + ENDING);
    }
}
