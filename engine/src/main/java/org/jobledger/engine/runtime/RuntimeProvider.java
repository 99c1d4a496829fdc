package org.jobledger.engine.runtime;

import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.EngineProvider;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.ledger.TablePlace;

/** Opens engines on the disk of this machine. */
public final class RuntimeProvider implements EngineProvider {

    /** Made by the service loader. */
    public RuntimeProvider() {}

    @Override
    public JobEngine open(EngineConfig config) {
        Ledger ledger = Ledger.open(new LedgerSettings(
                config.directory(),
                config.mode(),
                config.durability(),
                config.segmentBytes(),
                config.clock(),
                new RealDisk(),
                config.adoptCopy()));
        try {
            return LedgerEngine.on(
                    config,
                    ledger,
                    () -> ledger.owned()
                            ? TablePlace.owned(ledger.directory())
                            : TablePlace.copied(ledger.directory()));
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }
}
