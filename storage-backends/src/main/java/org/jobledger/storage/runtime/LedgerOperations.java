package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.Operation;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageOperations;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.backend.disk.DiskBackend;
import org.jobledger.storage.backend.fs.MountedBackend;
import org.jobledger.storage.backend.iscsi.IscsiBackend;
import org.jobledger.storage.backend.logical.LogicalBackend;
import org.jobledger.storage.backend.mpath.MpathBackend;
import org.jobledger.storage.backend.rbd.RbdBackend;
import org.jobledger.storage.backend.scsi.ScsiBackend;
import org.jobledger.storage.backend.scsi.ScsiBus;
import org.jobledger.storage.backend.sheepdog.SheepdogBackend;
import org.jobledger.storage.backend.zfs.ZfsBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.job.AllocateHandler;
import org.jobledger.storage.job.CloneHandler;
import org.jobledger.storage.job.DeleteHandler;
import org.jobledger.storage.job.DownloadHandler;
import org.jobledger.storage.job.HeldSecrets;
import org.jobledger.storage.job.Pace;
import org.jobledger.storage.job.PoolBuildHandler;
import org.jobledger.storage.job.PoolDeleteHandler;
import org.jobledger.storage.job.PoolStartHandler;
import org.jobledger.storage.job.RefreshHandler;
import org.jobledger.storage.job.ResizeHandler;
import org.jobledger.storage.job.Streams;
import org.jobledger.storage.job.UploadHandler;
import org.jobledger.storage.job.WipeHandler;

/** The long storage calls and their recovery policies. */
final class LedgerOperations implements StorageOperations {
    private final BoundEngine engine = new BoundEngine();
    private final Definitions definitions = new Definitions(engine);
    private final ChildLog children;
    private final Leftovers leftovers;
    private final Backends backends;
    private final Streams streams = new Streams();
    private final Admission admission = new Admission();
    private final BoundRules rules = new BoundRules();

    private final HeldSecrets secrets;

    LedgerOperations(VolumeSecrets secrets) {
        this(secrets, LedgerOperations::ofThisMachine);
    }

    LedgerOperations(Backends backends) {
        this(VolumeSecrets.NONE, tool -> backends);
    }

    /** With backends that have their programs run by this tool. */
    LedgerOperations(VolumeSecrets secrets, Function<PoolTool, Backends> backends) {
        this.secrets = new HeldSecrets(secrets);
        this.children = new RecordedChildren(engine);
        this.leftovers = new Leftovers(children);
        this.backends = backends.apply(new SystemTool(children, leftovers));
    }

    private static Backends ofThisMachine(PoolTool tool) {
        return new Backends(List.of(
                new DirBackend(),
                new MountedBackend(PoolType.FS, tool),
                new MountedBackend(PoolType.NETFS, tool),
                new DiskBackend(tool),
                new LogicalBackend(tool, DeviceOpener.SYSTEM),
                new ZfsBackend(tool, DeviceOpener.SYSTEM),
                new IscsiBackend(tool, DeviceOpener.SYSTEM, ScsiBus.SYSTEM),
                new ScsiBackend(tool, DeviceOpener.SYSTEM, ScsiBus.SYSTEM),
                new MpathBackend(tool, DeviceOpener.SYSTEM, MpathBackend.MAPPER),
                new RbdBackend(tool),
                new SheepdogBackend(tool),
                new MountedBackend(PoolType.VSTORAGE, tool)));
    }

    @Override
    public List<Operation> all() {
        return Arrays.stream(StorageCall.values()).map(this::operation).toList();
    }

    private Operation operation(StorageCall call) {
        return Operation.of(call.operation(), call.policy(), new WaitingHandler(engine, handler(call)));
    }

    private JobHandler handler(StorageCall call) {
        return switch (call) {
            case CREATE -> new AllocateHandler(definitions, backends, secrets, AllocateHandler.USUAL_STEP, Pace.USUAL);
            case CLONE -> new CloneHandler(definitions, backends, secrets, Pace.USUAL);
            case UPLOAD -> new UploadHandler(definitions, backends, streams, Pace.USUAL);
            case DOWNLOAD -> new DownloadHandler(definitions, backends, streams);
            case WIPE -> new WipeHandler(definitions, backends, Pace.USUAL);
            case RESIZE -> new ResizeHandler(definitions, backends, secrets, AllocateHandler.USUAL_STEP);
            case DELETE -> new DeleteHandler(definitions, backends, Pace.USUAL);
            case DISCOVER -> new DiscoverHandler(children, leftovers);
            case POOL_START -> new PoolStartHandler(definitions, backends, rules, leftovers);
            case POOL_BUILD -> new PoolBuildHandler(backends, rules, leftovers);
            case POOL_DELETE -> new PoolDeleteHandler(backends, rules, leftovers);
            case REFRESH -> new RefreshHandler(definitions, backends, new UnclaimedVolumes(engine, admission));
        };
    }

    @Override
    public StorageDriver on(JobEngine opened) {
        StorageDriver driver = on(opened, Optional.empty(), false);
        killLeftovers();
        return driver;
    }

    /** Ends what an earlier owner left at work, without waiting for it: who goes on with its output does that. */
    void killLeftovers() {
        leftovers.killRecorded();
    }

    /** A driver that knows where the ledger is, and may own it. */
    StorageDriver on(JobEngine opened, Optional<Path> ledger, boolean owned) {
        Storage storage = new Storage(
                opened, definitions, backends, ledger, streams, admission, new PoolLooks(backends), secrets);
        // Before the engine: whoever waits for that needs both.
        rules.bind(new PoolRules(storage));
        engine.bind(opened);
        Runnable whenClosed = owned ? opened::close : () -> {};
        return new LedgerStorageDriver(storage, Caller.DEFAULT, whenClosed);
    }
}
