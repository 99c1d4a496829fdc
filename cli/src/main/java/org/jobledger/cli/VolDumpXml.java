package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vol-dumpxml}. */
@Command(
        name = "vol-dumpxml",
        description = "Print a volume as libvirt's XML.",
        footer = {"", "Example: jobledger vol-dumpxml disk1 --pool images"})
final class VolDumpXml extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Mixin
    private XPathOption part = new XPathOption();

    VolDumpXml(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            VolumeInfo found = volume.find(driver);
            output().xml(part.of(driver.volumeXml(found.pool(), found.name())));
        }
        return ExitStatus.OK;
    }
}
