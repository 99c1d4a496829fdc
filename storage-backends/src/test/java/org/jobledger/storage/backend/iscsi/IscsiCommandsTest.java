package org.jobledger.storage.backend.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.scsi.BusOfFiles;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to iscsiadm, as libvirt's viriscsi.c sends it. */
class IscsiCommandsTest {
    private static final String NODE =
            "iscsiadm --mode node --portal 192.168.122.185:3260 --targetname " + ModelOfIscsi.TARGET;

    @TempDir
    private Path scratch;

    private ModelOfIscsi model;
    private IscsiBackend backend;

    @BeforeEach
    void model() throws Exception {
        BusOfFiles bus = new BusOfFiles(scratch);
        model = new ModelOfIscsi(bus);
        backend = new IscsiBackend(model, DeviceOfFile::open, bus.bus());
    }

    private static PoolDefinition pool(String source) {
        return PoolXml.read("<pool type='iscsi'><name>p</name><source>" + source
                + "</source><target><path>/dev/disk/by-path</path></target></pool>");
    }

    private static PoolDefinition usual(String more) {
        return pool("<host name='192.168.122.185'/><device path='" + ModelOfIscsi.TARGET + "'/>" + more);
    }

    @Test
    void aStartLogsInOnceAndAStopLogsOutOnce() {
        PoolDefinition pool = usual("");
        backend.start(pool);
        backend.start(pool);
        backend.stop(pool);
        backend.stop(pool);
        String rescan = "iscsiadm --mode session -r 3 -R";
        assertThat(model.sent)
                .containsExactly(NODE + " --op new", NODE + " --login", rescan, rescan, NODE + " --logout");
        assertThatThrownBy(() -> backend.requireUsable(pool))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("has no session with target '" + ModelOfIscsi.TARGET + "'");
    }

    @Test
    void anotherInitiatorHasAnInterfaceWhichIsMadeOnce() {
        PoolDefinition pool = usual("<initiator><iqn name='iqn.2013-06.com.example:iscsi-initiator'/></initiator>");
        backend.start(pool);
        backend.stop(pool);
        String face = model.sent.get(1).split(" ", -1)[4];
        String made = "iscsiadm --mode iface --interface " + face;
        assertThat(face).startsWith("jobledger-");
        assertThat(model.sent)
                .containsExactly(
                        NODE + " --op new",
                        made + " --op new",
                        made
                                + " --op update --name iface.initiatorname --value iqn.2013-06.com.example:iscsi-initiator",
                        "iscsiadm --mode discovery --type sendtargets --portal 192.168.122.185:3260 --interface "
                                + face,
                        NODE + " --login --interface " + face,
                        "iscsiadm --mode session -r 3 -R",
                        NODE + " --logout --interface " + face);
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnythingIs() {
        assertThatThrownBy(() -> backend.start(pool("<host name='-h'/><device path='iqn.a'/>")))
                .hasMessage("pool 'p' needs one host, and says [-h]");
        assertThatThrownBy(() -> backend.start(pool("<host name='h'/><device path='--logout'/>")))
                .hasMessage("pool 'p' needs the name of one target as its device, and says [--logout]");
        assertThatThrownBy(() ->
                        backend.start(usual("<auth type='chap' username='u'><secret usage='libvirtiscsi'/></auth>")))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("iscsiadm takes the password only as an argument");
        assertThatThrownBy(() -> backend.start(usual("<initiator><iqn name='--value'/></initiator>")))
                .hasMessageContaining("is no name of an initiator");
        assertThat(model.sent).isEmpty();
    }
}
