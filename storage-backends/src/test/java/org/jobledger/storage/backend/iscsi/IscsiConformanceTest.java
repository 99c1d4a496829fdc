package org.jobledger.storage.backend.iscsi;

import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.scsi.BusConformance;
import org.jobledger.storage.xml.PoolXml;

/** On a model of iscsiadm and of the kernel's files. */
class IscsiConformanceTest extends BusConformance {
    IscsiConformanceTest() {
        super(4);
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
}
