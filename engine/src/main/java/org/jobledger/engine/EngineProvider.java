package org.jobledger.engine;

/** Opens engines; found by {@link java.util.ServiceLoader} so that the API does not know what is behind it. Not for embedders. */
public interface EngineProvider {

    /** Opens a ledger as {@link EngineConfig.Builder#open()} says. */
    JobEngine open(EngineConfig config);
}
