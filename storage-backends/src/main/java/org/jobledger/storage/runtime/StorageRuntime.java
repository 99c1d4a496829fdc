package org.jobledger.storage.runtime;

import java.util.Optional;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageOperations;
import org.jobledger.storage.StorageProvider;
import org.jobledger.storage.VolumeSecrets;

/** Makes the storage drivers of this module. */
public final class StorageRuntime implements StorageProvider {

    /** For the service loader. */
    public StorageRuntime() {}

    @Override
    public StorageDriver open(EngineConfig.Builder ledger, VolumeSecrets secrets) {
        LedgerOperations operations = new LedgerOperations(secrets);
        for (Operation operation : operations.all()) {
            ledger.operation(operation);
        }
        EngineConfig config = ledger.build();
        StorageDriver driver = operations.on(ledger.open(), Optional.of(config.directory()), true);
        if (config.mode() != OpenMode.INSPECT) {
            operations.killLeftovers();
        }
        return driver;
    }

    @Override
    public StorageOperations operations(VolumeSecrets secrets) {
        return new LedgerOperations(secrets);
    }
}
