package org.jobledger.storage.backend.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.RemoteVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;

/** On a model of the programs of Ceph. */
class RbdConformanceTest extends BackendConformance {
    private final StorageBackend backend = new RbdBackend(new ModelOfCeph());

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected PoolDefinition pool() {
        return pool("<host name='mon1' port='6789'/><host name='::1'/><name>libvirt-pool</name>");
    }

    private static PoolDefinition pool(String source) {
        return PoolXml.read("<pool type='rbd'><name>p</name><source>" + source + "</source></pool>");
    }

    @Test
    void theseAreTheCommandLines() {
        PoolDefinition pool = pool("<host name='mon1' port='6789'/><host name='::1'/><name>libvirt-pool</name>"
                + "<auth type='ceph' username='libvirt'><secret usage='client.libvirt'/></auth>");
        String begin = " -m mon1:6789,[::1] --id libvirt ";
        assertThat(String.join(" ", RbdCommands.room(pool))).isEqualTo("ceph" + begin + "df --format json");
        assertThat(String.join(" ", RbdCommands.list(pool)))
                .isEqualTo("rbd" + begin + "ls --long --format json libvirt-pool");
        assertThat(String.join(" ", RbdCommands.make(pool, "libvirt-pool/v", 1025)))
                .isEqualTo("rbd" + begin + "create --size 1025B libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.resize(pool, "libvirt-pool/v", 7)))
                .isEqualTo("rbd" + begin + "resize --no-progress --allow-shrink --size 7B libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.remove(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "rm --no-progress libvirt-pool/v");
    }

    @Test
    void optionsOfThePoolAreOptionsOfThePrograms() {
        PoolDefinition pool =
                PoolXml.read("<pool type='rbd' xmlns:rbd='http://libvirt.org/schemas/storagepool/rbd/1.0'>"
                        + "<name>p</name><source><host name='m'/><name>rbd</name></source><rbd:config_opts>"
                        + "<rbd:option name='client_mount_timeout' value='45'/></rbd:config_opts></pool>");
        assertThat(String.join(" ", RbdCommands.list(pool)))
                .isEqualTo("rbd -m m --client_mount_timeout=45 ls --long --format json rbd");
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThatThrownBy(() -> RbdCommands.list(pool("<host name='m'/><name>-p</name>")))
                .isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> RbdCommands.list(pool("<host name='-c'/><name>p</name>")))
                .hasMessage("'-c' of pool 'p' is no monitor");
        for (String name : new String[] {"-v", "a@snap", "a\"b"}) {
            assertThatThrownBy(() -> backend.requireRoom(pool(), new VolumeName(name), 1, 1))
                    .isInstanceOf(InvalidNameException.class);
        }
    }

    /** The fields are those of src/tools/rbd/action/List.cc of Ceph: of a snapshot there are more, a clone has its parent. */
    @Test
    void snapshotsAndParentsAreNoImages() {
        String said = "[{\"image\":\"bar\",\"id\":\"1014\",\"size\":1073741824,\"format\":2},{\"image\":\"bar\",\"id\":"
                + "\"1014\",\"snapshot\":\"snap\",\"snapshot_id\":4,\"size\":536870912,\"format\":2,\"protected\":\"true\"},"
                + "{\"image\":\"child\",\"id\":\"102b\",\"size\":536870912,\"parent\":{\"pool\":\"rbd\",\"pool_namespace\":"
                + "\"\",\"image\":\"bar\",\"snapshot\":\"snap\"},\"format\":2}]";
        assertThat(RbdAnswers.images("rbd", said))
                .containsExactly(
                        new RemoteVolume("bar", "rbd/bar", 1L << 30, 1L << 30, "1014"),
                        new RemoteVolume("child", "rbd/child", 1L << 29, 1L << 29, "102b"));
    }

    @Test
    void aPoolThatTheClusterDoesNotHaveIsNamed() {
        assertThat(backend.space(pool())).isEqualTo(new Space(64 << 20, 0, 64 << 20));
        assertThatThrownBy(
                        () -> backend.requireUsable(pool("<host name='mon1' port='6789'/><name>device_health</name>")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("there is no pool 'device_health'");
    }
}
