package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private final Backends backends;
    private final Streams streams = new Streams();
    private final Admission admission = new Admission();
    private final BoundRules rules = new BoundRules();

    private final HeldSecrets secrets;

    LedgerOperations(VolumeSecrets secrets) {
        this(
                secrets,
                new Backends(List.of(
                        new DirBackend(),
                        new MountedBackend(PoolType.FS, PoolTool.SYSTEM),
                        new MountedBackend(PoolType.NETFS, PoolTool.SYSTEM),
                        new DiskBackend(PoolTool.SYSTEM),
                        new LogicalBackend(PoolTool.SYSTEM, DeviceOpener.SYSTEM),
                        new ZfsBackend(PoolTool.SYSTEM, DeviceOpener.SYSTEM),
                        new IscsiBackend(PoolTool.SYSTEM, DeviceOpener.SYSTEM, ScsiBus.SYSTEM),
                        new ScsiBackend(PoolTool.SYSTEM, DeviceOpener.SYSTEM, ScsiBus.SYSTEM),
                        new MpathBackend(PoolTool.SYSTEM, DeviceOpener.SYSTEM, MpathBackend.MAPPER),
                        new RbdBackend(PoolTool.SYSTEM),
                        new SheepdogBackend(PoolTool.SYSTEM),
                        new MountedBackend(PoolType.VSTORAGE, PoolTool.SYSTEM))));
    }

    LedgerOperations(Backends backends) {
        this(VolumeSecrets.NONE, backends);
    }

    private LedgerOperations(VolumeSecrets secrets, Backends backends) {
        this.secrets = new HeldSecrets(secrets);
        this.backends = backends;
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
            case DISCOVER -> new DiscoverHandler();
            case POOL_START -> new PoolStartHandler(definitions, backends, rules);
            case POOL_BUILD -> new PoolBuildHandler(backends, rules);
            case POOL_DELETE -> new PoolDeleteHandler(backends, rules);
            case REFRESH -> new RefreshHandler(definitions, backends, new UnclaimedVolumes(engine, admission));
        };
    }

    @Override
    public StorageDriver on(JobEngine opened) {
        return on(opened, Optional.empty(), false);
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
