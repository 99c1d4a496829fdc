package org.jobledger.storage.job;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.ResourceStore;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.force.Unforced;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of storage on real files, watched for promises over what is not forced: a record is a promise about the names in the pool, a
 * checkpoint about all that was done before it, and the end of a job about all it did.
 */
public final class WatchedJobs {
    private static final int BYTES = 512 * 1024;
    private static final Pace PACE = new Pace(64 * 1024, 128 * 1024, 0, Duration.ofDays(1), false);
    private static final HeldSecrets SECRETS = new HeldSecrets(VolumeSecrets.NONE);
    private static final Target VOLUME = new Target(new PoolName("p"), new VolumeName("v"));

    private final Path directory;
    private final Unforced unforced;
    private final ResourceStore ledger;
    private final Definitions definitions;
    private final Backends backends;

    /** A started pool in an empty directory. */
    public WatchedJobs(Path directory, Unforced unforced) {
        this.directory = directory;
        this.unforced = unforced;
        this.ledger = new WatchedStore(new ResourcesFixture(new Trap()), directory, unforced);
        this.definitions = new Definitions(ledger);
        this.backends = new Backends(List.of(new WatchedPool(unforced)));
        definitions.put(new PoolRecord(PoolDefinition.dir("p", directory.toString()), true));
    }

    /** Makes one with its place allocated, and one without. */
    public void allocate() throws Exception {
        run(allocating(), parameters("v", "raw", BYTES));
        run(allocating(), parameters("w", "raw", 0));
    }

    /** Makes one and takes it back when it is half made. */
    public void undo() throws Exception {
        JobFixture job = fixture(parameters("v", "raw", BYTES));
        job.abortAt(BYTES / 2);
        try {
            job.attempt(watched(allocating()));
            throw new AssertionError("it was not aborted");
        } catch (JobAbortedException e) {
            job.undo(watched(allocating()));
        }
    }

    /** Makes one larger. */
    public void resize() throws Exception {
        make("v");
        run(
                new ResizeHandler(definitions, backends, SECRETS, BYTES),
                ResizeHandler.parameters(VOLUME, 2L * BYTES, Set.<ResizeOption>of(), ""));
    }

    /** Copies one. */
    public void copy() throws Exception {
        make("s");
        copy(CloneRequest.of("p", "s", "v").reflink(Reflink.NEVER));
    }

    private void copy(CloneRequest request) throws Exception {
        run(new CloneHandler(definitions, backends, SECRETS, PACE), CloneHandler.parameters(request, ""));
    }

    /** Makes an image of QEMU's. */
    public void makeImage() throws Exception {
        run(allocating(), parameters("v", "qcow2", 0));
    }

    /** Copies one into an image of QEMU's. */
    public void convert() throws Exception {
        make("s");
        copy(CloneRequest.of("p", "s", "v").as(VolumeFormat.of("qcow2")));
    }

    /** Wipes one, in several passes, the last of which writes nothing, and in one. */
    public void wipe() throws Exception {
        make("v");
        run(new WipeHandler(definitions, backends, PACE), WipeHandler.parameters(VOLUME, WipeAlgorithm.NNSA));
        run(new WipeHandler(definitions, backends, PACE), WipeHandler.parameters(VOLUME, WipeAlgorithm.ZERO));
    }

    /** Sends to one. */
    public void upload() throws Exception {
        make("v");
        Streams streams = new Streams();
        Pipe pipe = streams.open();
        ByteBuffer block = pipe.ring().free(() -> {});
        pipe.ring().put(Block.of(0, block.limit(BYTES)));
        pipe.commit(new Pipe.Commit(""));
        pipe.ring().end();
        run(
                new UploadHandler(definitions, backends, streams, PACE),
                StreamParameters.of(StreamRequest.of("p", "v").length(BYTES), pipe));
    }

    /** Removes one. */
    public void delete() throws Exception {
        make("v");
        run(new DeleteHandler(definitions, backends, PACE), DeleteHandler.parameters(VOLUME, Set.<DeleteOption>of()));
    }

    private AllocateHandler allocating() {
        return new AllocateHandler(definitions, backends, SECRETS, BYTES / 4, PACE);
    }

    private static Document parameters(String name, String format, long allocation) {
        VolumeRequest request = VolumeRequest.of("p", name, BYTES, VolumeFormat.of(format));
        return AllocateHandler.parameters(request.allocating(allocation), "");
    }

    private void make(String name) throws IOException {
        byte[] content = new byte[BYTES];
        content[0] = 1;
        Files.write(directory.resolve(name), content);
        definitions.put(VOLUME.pool(), new VolumeName(name), VolumeRecord.raw(BYTES, Condition.READY, 3));
    }

    private JobFixture fixture(Document parameters) {
        return new JobFixture(parameters, ledger, new Trap(), phase -> {});
    }

    private void run(JobHandler handler, Document parameters) throws Exception {
        fixture(parameters).attempt(watched(handler));
        unforced.end();
    }

    private JobHandler watched(JobHandler handler) {
        return new JobHandler() {
            @Override
            public Document run(JobContext job) throws Exception {
                return handler.run(watched(job));
            }

            @Override
            public void undo(JobContext job) throws Exception {
                handler.undo(watched(job));
                unforced.end();
            }
        };
    }

    private JobContext watched(JobContext job) {
        return (JobContext) Proxy.newProxyInstance(
                JobContext.class.getClassLoader(), new Class<?>[] {JobContext.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(job, arguments);
                        // The mark of a child promises nothing of what it does.
                        if (method.getName().equals("checkpoint")
                                && arguments != null
                                && ((Document) arguments[0]).value("child") == null) {
                            unforced.promiseAll();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private record WatchedStore(ResourceStore records, Path directory, Unforced unforced) implements ResourceStore {
        @Override
        public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
            // What is said to be incomplete need not be there.
            if (definition == null || !"incomplete".equals(definition.value("condition"))) {
                unforced.promise(directory);
            }
            return records.record(resource, expectedVersion, definition);
        }

        @Override
        public Optional<ResourceRecord> resource(ResourceRef resource) {
            return records.resource(resource);
        }

        @Override
        public List<ResourceRecord> resources(String kind) {
            return records.resources(kind);
        }
    }
}
