package org.jobledger.storage.job;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.VersionConflictException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.definition.ResourceStore;

/** The definitions of a ledger, in memory; what is recorded survives a crash. */
final class ResourcesFixture implements ResourceStore {
    private final Map<ResourceRef, ResourceRecord> records = new HashMap<>();
    private final Trap trap;
    private long version;

    ResourcesFixture(Trap trap) {
        this.trap = trap;
    }

    @Override
    public long record(ResourceRef resource, long expectedVersion, Document definition) {
        trap.step("record, before it is durable");
        long now = resource(resource).map(ResourceRecord::version).orElse(0L);
        if (now != expectedVersion) {
            throw new VersionConflictException(resource + " has version " + now + ", not " + expectedVersion);
        }
        if (definition == null) {
            records.remove(resource);
        } else {
            records.put(resource, new ResourceRecord(resource, ++version, definition));
        }
        trap.step("record, after it is durable");
        return version;
    }

    @Override
    public Optional<ResourceRecord> resource(ResourceRef resource) {
        return Optional.ofNullable(records.get(resource));
    }

    @Override
    public List<ResourceRecord> resources(String kind) {
        return records.values().stream()
                .filter(record -> record.resource().kind().equals(kind))
                .sorted(Comparator.comparing(record -> record.resource().path()))
                .toList();
    }
}
