package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.EngineProvider;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.RealDisk;

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
                config.adoptCopy(),
                config.fullCheck()));
        try {
            return open(config, ledger);
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    private static JobEngine open(EngineConfig config, Ledger ledger) {
        List<String> repairs = new ArrayList<>(ledger.repairs());
        if (config.fullCheck() && ledger.owned()) {
            TablesCheck.run(ledger).ifPresent(repairs::add);
        }
        TablesOnDemand tables = new TablesOnDemand(ledger);
        try {
            return new LedgerEngine(config, ledger, tables, repairs);
        } catch (RuntimeException | Error e) {
            tables.close();
            throw e;
        }
    }
}
