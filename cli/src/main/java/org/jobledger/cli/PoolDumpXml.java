package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pool-dumpxml}. */
@Command(
        name = "pool-dumpxml",
        description = "Print a pool as libvirt's XML.",
        footer = {"", "Example: jobledger pool-dumpxml images"})
final class PoolDumpXml extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    PoolDumpXml(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            PoolInfo found = Lookup.pool(driver, pool);
            output().xml(driver.poolXml(found.name()));
        }
        return ExitStatus.OK;
    }
}
