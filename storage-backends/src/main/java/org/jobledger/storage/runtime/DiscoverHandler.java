package org.jobledger.storage.runtime;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.backend.discovery.ExportFinder;
import org.jobledger.storage.backend.discovery.GlusterFinder;
import org.jobledger.storage.backend.discovery.GroupFinder;
import org.jobledger.storage.backend.discovery.SourceFinder;
import org.jobledger.storage.backend.discovery.TargetFinder;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.xml.PoolXml;

/** Looks for what pools could be made of (libvirt: virConnectFindStoragePoolSources). An abort kills the program that looks. */
final class DiscoverHandler implements JobHandler {
    /** What marks the programs that look, for whichever job. */
    private static final String TOKEN = "discover";

    private static final List<SourceFinder> FINDERS =
            List.of(new ExportFinder(), new TargetFinder(), new GroupFinder(), new GlusterFinder());

    private final ChildLog log;
    private final Leftovers leftovers;

    /** A handler that writes down in a log which programs it runs. */
    DiscoverHandler(ChildLog log, Leftovers leftovers) {
        this.log = log;
        this.leftovers = leftovers;
    }

    /**
     * What a job is told.
     *
     * @throws UnsupportedStorageException if nothing can be found for pools of this type
     */
    static Document parameters(PoolType type, String specification) {
        finder(type).require(PoolXml.readSource(type, specification));
        return Document.of("type", type.word(), "source", specification);
    }

    private static SourceFinder finder(PoolType type) {
        return FINDERS.stream()
                .filter(finder -> finder.type() == type)
                .findFirst()
                .orElseThrow(() -> new UnsupportedStorageException("sources of pools of type '" + type.word()
                        + "' cannot be looked for; those can: "
                        + FINDERS.stream().map(finder -> finder.type().word()).collect(Collectors.joining(", "))));
    }

    @Override
    public Document run(JobContext job) throws InterruptedException {
        PoolType type = PoolType.of(job.parameters().string("type"));
        PoolSource asked = PoolXml.readSource(type, job.parameters().string("source"));
        try {
            List<PoolSource> found = finder(type).find(asked, line -> run(job, line));
            return Document.of("found", (long) found.size(), "sources", PoolXml.writeSources(type, found));
        } catch (IOException e) {
            throw new BackendException(
                    "sources of pools of type '" + type.word() + "' were not found: " + e.getMessage(), e);
        }
    }

    /** Written down though most only look: one of them has iscsiadm make an interface. */
    private String run(JobContext job, List<String> line) throws IOException, InterruptedException {
        leftovers.killOfEarlierProcesses(TOKEN);
        ChildCommand command = ChildCommand.of(TOKEN, line);
        try (ChildProcess child = ChildProcess.start(command, log, new byte[0], said -> {})) {
            return child.await(job::checkAbort);
        }
    }
}
