package org.jobledger.engine.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.ResourceState;
import org.jspecify.annotations.Nullable;

/** The definitions of resources that outlive jobs: recorded by version, read from the live state. Thread-safe. */
final class Definitions {
    private final CommandLog ledger;

    Definitions(CommandLog ledger) {
        this.ledger = ledger;
    }

    /** Records one, or that it is gone; gives its new version. */
    long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        ledger.append(new LedgerCommand.Define(resource, expectedVersion, definition));
        ResourceState now = ledger.live().resource(resource);
        return now == null ? 0 : now.version();
    }

    Optional<ResourceRecord> of(ResourceRef resource) {
        return Optional.ofNullable(ledger.live().resource(resource)).flatMap(Definitions::defined);
    }

    /** All of a kind, by path. */
    List<ResourceRecord> ofKind(String kind) {
        return ledger.live().resources().stream()
                .filter(state -> state.resource().kind().equals(kind))
                .flatMap(state -> defined(state).stream())
                .sorted(Comparator.comparing(record -> record.resource().path()))
                .toList();
    }

    private static Optional<ResourceRecord> defined(ResourceState state) {
        return Optional.ofNullable(state.definition())
                .map(definition -> new ResourceRecord(state.resource(), state.version(), definition));
    }
}
