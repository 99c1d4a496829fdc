package org.jobledger.storage.backend.iscsi;

import java.io.IOException;
import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.scsi.BusOfFiles;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.io.TempDir;

/** On a model of iscsiadm and of the kernel's files. */
class IscsiConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    private BusOfFiles bus;

    @Override
    protected void prepare() throws Exception {
        bus = new BusOfFiles(scratch);
    }

    @Override
    protected StorageBackend backend() {
        return new IscsiBackend(new ModelOfIscsi(bus), DeviceOfFile::open, bus.bus());
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read("<pool type='iscsi'><name>p</name><source><host name='192.168.122.185'/><device path='"
                + ModelOfIscsi.TARGET + "'/></source><target><path>" + bus.byPath() + "</path></target></pool>");
    }

    @Override
    protected String name(int number) {
        return "unit:0:0:" + number;
    }

    @Override
    protected void appear(int number, long bytes) throws IOException {
        bus.unit("4:0:0:" + number, "0", "sd" + (char) ('a' + number), bytes);
    }
}
