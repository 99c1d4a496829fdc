package org.jobledger.storage.runtime;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.definition.ResourceStore;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.ProcessIdentity;

/**
 * Which programs run, in the ledger: one definition for each token, which says what runs of it and for which process. It is written while
 * the program is at work already, so its force costs only a program that takes less time than that. What has ended is left out when the
 * next is written; what nobody ever follows stays, and means nothing, as no process has that number and that start. Thread-safe.
 */
final class RecordedChildren implements ChildLog {
    private final ResourceStore ledger;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    RecordedChildren(ResourceStore ledger) {
        this.ledger = ledger;
    }

    /** What runs of one token; its monitor also keeps the order in which that is written. */
    private final class Running {
        private final ResourceRef ref;
        private final Map<ProcessIdentity, Document> children = new LinkedHashMap<>();

        Running(String token) {
            ref = StorageRefs.programs(token);
        }

        synchronized void add(ChildCommand command, ProcessIdentity child) {
            children.put(
                    child,
                    Document.of(
                            "pid", child.pid(),
                            "startTicks", child.startTicks(),
                            "started", started(child).toString(),
                            "program", command.program()));
            long version = ledger.resource(ref).map(ResourceRecord::version).orElse(0L);
            ledger.record(ref, version, fields(List.copyOf(children.values())));
        }

        synchronized void remove(ProcessIdentity child) {
            children.remove(child);
        }
    }

    /** For people: the same as the ticks say, on the wall clock. */
    private static Instant started(ProcessIdentity child) {
        return ProcessHandle.of(child.pid())
                .flatMap(process -> process.info().startInstant())
                .orElseGet(Instant::now);
    }

    private static Document fields(List<Document> children) {
        ProcessIdentity parent = ProcessIdentity.THIS;
        return Document.of(
                "boot",
                parent.boot(),
                "parentPid",
                parent.pid(),
                "parentStartTicks",
                parent.startTicks(),
                "programs",
                children);
    }

    @Override
    public void started(ChildCommand command, ProcessIdentity child) {
        running.computeIfAbsent(command.token(), Running::new).add(command, child);
    }

    @Override
    public void ended(ChildCommand command, ProcessIdentity child) {
        Running known = running.get(command.token());
        if (known != null) {
            known.remove(child);
        }
    }

    @Override
    public List<ProcessIdentity> left(String token) {
        return ledger.resource(StorageRefs.programs(token)).stream()
                .flatMap(RecordedChildren::left)
                .toList();
    }

    @Override
    public List<ProcessIdentity> left() {
        return ledger.resources(StorageRefs.PROGRAMS).stream()
                .flatMap(RecordedChildren::left)
                .toList();
    }

    private static Stream<ProcessIdentity> left(ResourceRecord record) {
        Document said = record.definition();
        String boot = said.string("boot");
        boolean hasParent =
                new ProcessIdentity(said.integer("parentPid"), said.integer("parentStartTicks"), boot).lives();
        return hasParent || !(said.value("programs") instanceof List<?> programs)
                ? Stream.empty()
                : programs.stream()
                        .map(program -> identity((Map<?, ?>) program, boot))
                        .filter(ProcessIdentity::lives);
    }

    private static ProcessIdentity identity(Map<?, ?> program, String boot) {
        return new ProcessIdentity(number(program, "pid"), number(program, "startTicks"), boot);
    }

    private static long number(Map<?, ?> program, String field) {
        return program.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
