package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageOperations;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.backend.fs.MountedBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.job.AllocateHandler;
import org.jobledger.storage.job.DeleteHandler;
import org.jobledger.storage.job.ResizeHandler;
import org.jobledger.storage.job.WipeHandler;
import org.jobledger.storage.job.WipePace;

/** The long storage calls and their recovery policies. */
final class LedgerOperations implements StorageOperations {
    static final String ALLOCATE = "allocate";
    static final String WIPE = "wipe";
    static final String RESIZE = "resize";
    static final String DELETE = "delete";

    private final BoundEngine engine = new BoundEngine();
    private final Definitions definitions = new Definitions(engine);
    private final Backends backends = new Backends(List.of(
            new DirBackend(),
            new MountedBackend(PoolType.FS, PoolTool.SYSTEM),
            new MountedBackend(PoolType.NETFS, PoolTool.SYSTEM)));

    @Override
    public List<Operation> all() {
        return List.of(
                operation(
                        ALLOCATE,
                        RecoveryPolicy.RESUME,
                        new AllocateHandler(definitions, backends, AllocateHandler.USUAL_STEP)),
                operation(WIPE, RecoveryPolicy.RESUME, new WipeHandler(definitions, backends, WipePace.USUAL)),
                operation(
                        RESIZE,
                        RecoveryPolicy.RESUME,
                        new ResizeHandler(definitions, backends, AllocateHandler.USUAL_STEP)),
                operation(DELETE, RecoveryPolicy.RESTART, new DeleteHandler(definitions, backends)));
    }

    private Operation operation(String name, RecoveryPolicy policy, JobHandler handler) {
        return Operation.of(name, policy, new WaitingHandler(engine, handler));
    }

    @Override
    public StorageDriver on(JobEngine opened) {
        return on(opened, Optional.empty(), false);
    }

    /** A driver that knows where the ledger is, and may own it. */
    StorageDriver on(JobEngine opened, Optional<Path> ledger, boolean owned) {
        engine.bind(opened);
        Runnable whenClosed = owned ? opened::close : () -> {};
        return new LedgerStorageDriver(new Storage(opened, definitions, backends, ledger), Caller.DEFAULT, whenClosed);
    }
}
