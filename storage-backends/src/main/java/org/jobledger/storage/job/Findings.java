package org.jobledger.storage.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.job.Entry.Finding;

/** What a look at the entries of a pool has found, counted. For the thread of one job. */
final class Findings {
    private static final int SHOWN = 20;

    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final List<String> failures = new ArrayList<>();
    private int entries;

    /** The names that are there, and those that the ledger knows. */
    static SortedSet<String> names(Definitions definitions, StorageBackend backend, PoolDefinition pool) {
        TreeSet<String> names = new TreeSet<>();
        backend.names(pool).stream().map(VolumeName::text).forEach(names::add);
        definitions.volumes(pool.name()).stream()
                .map(known -> known.name().text())
                .forEach(names::add);
        return names;
    }

    /** Looks at each; one that cannot be looked at is counted and left as it is known. */
    void look(JobContext job, SortedSet<String> names, Function<VolumeName, Finding> look) {
        job.progress().total(names.size(), "entries");
        entries = names.size();
        for (String name : names) {
            job.checkAbort();
            Finding finding;
            try {
                finding = look.apply(new VolumeName(name));
            } catch (BackendException e) {
                finding = Finding.UNREADABLE;
                failures.add(e.getMessage());
            }
            counts.merge(finding, 1L, Long::sum);
            job.progress().advance(1);
        }
    }

    Document result() {
        List<Object> fields = new ArrayList<>(List.of("entries", (long) entries));
        for (Finding finding : Finding.values()) {
            fields.add(finding.word());
            fields.add(counts.getOrDefault(finding, 0L));
        }
        fields.add("failures");
        fields.add(List.copyOf(failures.subList(0, Math.min(SHOWN, failures.size()))));
        return Document.of(fields.toArray());
    }
}
