package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the tables of a ledger live, and how new ones take the place of broken ones. For the projector's thread alone. */
public interface TablePlace extends AutoCloseable {

    /** The tables of a ledger that this process owns: {@code ledger.mv.db} in its directory. */
    static TablePlace owned(Path ledgerDirectory) {
        return new OwnedPlace(ledgerDirectory, "", new RealDisk());
    }

    /**
     * The tables of a ledger that this process owns, on a disk that H2 sees too.
     *
     * @param layer the scheme in front of a path by which H2 sees it, such as "disk:7:"
     */
    static TablePlace on(Disk disk, String layer, Path ledgerDirectory) {
        return new OwnedPlace(ledgerDirectory, layer, disk);
    }

    /** The tables of a ledger that is only inspected, whose owner may live: a copy that is thrown away. Writes nothing in its directory. */
    static TablePlace copied(Path ledgerDirectory) {
        return new CopiedPlace(ledgerDirectory);
    }

    /** Tables in memory, made from the log each time. */
    static TablePlace inMemory() {
        return new MemoryPlace();
    }

    /**
     * Opens the tables that are there, or gives null where there are none.
     *
     * @throws org.jobledger.engine.LedgerInUseException if another process has them open
     * @throws RuntimeException if they cannot be used
     */
    @Nullable
    Projection open() throws IOException;

    /** Empty tables beside those that are there. */
    Projection beside() throws IOException;

    /** Puts tables that were made beside in the place of those that are there, which are kept aside. */
    Projection install(Projection beside) throws IOException;

    /**
     * Whether the tables are there for the next opening. Where not, somebody else may write the log and the tables that were copied,
     * so that they may know more than the log as this process has found it.
     */
    boolean lasting();

    /** Removes what was only for this place. The tables are closed before. */
    @Override
    void close() throws IOException;
}
