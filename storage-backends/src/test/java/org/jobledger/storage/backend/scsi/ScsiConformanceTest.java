package org.jobledger.storage.backend.scsi;

import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.xml.PoolXml;

/** On files laid out as the kernel lays out its own. */
class ScsiConformanceTest extends BusConformance {
    ScsiConformanceTest() {
        super(5);
    }

    @Override
    protected void prepare() throws Exception {
        super.prepare();
        bus.host(5, "0000:00:1f.2", 1);
    }

    @Override
    protected StorageBackend backend() {
        return new ScsiBackend((pool, what, line) -> new PoolTool.Result(0, ""), DeviceOfFile::open, bus.bus());
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read(
                "<pool type='scsi'><name>p</name><source><adapter type='scsi_host' name='scsi_host5'/></source>"
                        + "<target><path>" + bus.byPath() + "</path></target></pool>");
    }
}
