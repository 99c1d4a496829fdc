package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code pool-capabilities}. */
@Command(
        name = "pool-capabilities",
        description = "Print the types of pools and volumes that there are, as libvirt's XML.",
        footer = {"", "Example: jobledger pool-capabilities"})
final class PoolCapabilities extends Verb {

    PoolCapabilities(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            output().xml(driver.capabilitiesXml());
        }
        return ExitStatus.OK;
    }
}
