package org.jobledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.engine.event.Document;

/** The process that has a ledger open, whoever started it. Asked to end (SIGTERM) when closed, and waited for. */
record OwnerProcess(Path ledger) implements AutoCloseable {

    long pid() {
        try {
            return new Document(Files.readString(ledger.resolve("owner")).strip()).integer("pid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(ledger.resolve("owner"))) {
            ProcessHandle.of(pid())
                    .filter(owner -> owner.pid() != ProcessHandle.current().pid())
                    .ifPresent(owner -> {
                        owner.destroy();
                        owner.onExit().join();
                    });
        }
    }
}
