package org.jobledger.storage;

import org.jobledger.engine.EngineConfig;

/** Makes storage drivers; found by {@link java.util.ServiceLoader} so that the API does not know what is behind it. Not for embedders. */
public interface StorageProvider {

    /** Opens an engine with the storage operations, and a driver on it. */
    StorageDriver open(EngineConfig.Builder ledger, VolumeSecrets secrets);

    /** A new set of operations, bound to no engine yet. */
    StorageOperations operations(VolumeSecrets secrets);
}
