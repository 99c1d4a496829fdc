package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pool-dumpxml}. */
@Command(
        name = "pool-dumpxml",
        description = "Print a pool as libvirt's XML.",
        footer = {"", "Example: jobledger pool-dumpxml images --xpath /pool/target/path"})
final class PoolDumpXml extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Option(names = "--inactive", description = "Only what its definition says, not what is found on its source now.")
    private boolean inactive;

    @Mixin
    private XPathOption part = new XPathOption();

    PoolDumpXml(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            PoolInfo found = Lookup.pool(driver, pool);
            output().xml(part.of(driver.poolXml(found.name(), inactive)));
        }
        return ExitStatus.OK;
    }
}
