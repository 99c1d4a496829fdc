package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a ledger's tables in the directory for temporary files.
 *
 * <p>The owner may write while the file is copied. H2 uses freed space again only after 45 seconds, and the copy begins with the header,
 * so that what the header points to is mostly whole; where it is not, the copy does not open or disagrees with the log, and the tables
 * are made again.
 */
final class CopiedPlace implements TablePlace {
    private final Path original;
    private @Nullable Path scratch;

    CopiedPlace(Path ledgerDirectory) {
        this.original = ledgerDirectory.resolve(OwnedPlace.FILE);
    }

    @Override
    public @Nullable Projection open() throws IOException {
        return copied() ? Projection.openFile(scratch()) : null;
    }

    /** The same with the schema it has, which may be that of a release before; null where there are no tables. */
    @Nullable
    LedgerDatabase openAsItIs() throws IOException {
        return copied() ? LedgerDatabase.asItIs(scratch().resolve(OwnedPlace.NAME)) : null;
    }

    private boolean copied() throws IOException {
        if (!Files.exists(original)) {
            return false;
        }
        Files.copy(original, scratch().resolve(OwnedPlace.FILE), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    @Override
    public Projection beside() throws IOException {
        Path rebuilt = scratch().resolve(OwnedPlace.REBUILD);
        Files.deleteIfExists(scratch().resolve(OwnedPlace.REBUILD + OwnedPlace.ENDING));
        return Projection.openFile(rebuilt, "");
    }

    @Override
    public Projection install(Projection beside) {
        return beside;
    }

    @Override
    public boolean lasting() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (scratch != null) {
            try (Stream<Path> files = Files.walk(scratch)) {
                List<Path> innermostFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : innermostFirst) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path scratch() throws IOException {
        Path directory = scratch;
        if (directory == null) {
            directory = Files.createTempDirectory("jobledger-inspect-");
            scratch = directory;
        }
        return directory;
    }
}
