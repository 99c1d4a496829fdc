package org.jobledger.storage.backend.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.ProgramPipe;
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
        assertThat(String.join(" ", RbdCommands.info(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "info --format json libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.status(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "status --format json libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.change(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin
                        + "--rbd_cache=false import-diff --no-progress --sparse-size 0B - libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.bytes(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "export --no-progress libvirt-pool/v -");
        assertThat(String.join(" ", RbdCommands.extents(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "diff --format json libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.snapshot(pool, "protect", "libvirt-pool/v", "s")))
                .isEqualTo("rbd" + begin + "snap protect libvirt-pool/v@s");
        assertThat(String.join(" ", RbdCommands.purge(pool, "libvirt-pool/v")))
                .isEqualTo("rbd" + begin + "snap purge --no-progress libvirt-pool/v");
        assertThat(String.join(" ", RbdCommands.layer(pool, "libvirt-pool/v", "s", "libvirt-pool/w")))
                .isEqualTo("rbd" + begin + "clone libvirt-pool/v@s libvirt-pool/w");
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
        assertThat(RbdAnswers.entries(said))
                .containsExactly(
                        new RbdEntry("bar", "1014", "", 1L << 30, "", false),
                        new RbdEntry("bar", "1014", "snap", 1L << 29, "", true),
                        new RbdEntry("child", "102b", "", 1L << 29, "rbd/bar@snap", false));
        PoolTool saying = (pool, what, line) -> new PoolTool.Result(0, said);
        assertThat(new RbdBackend(saying).names(pool()))
                .containsExactly(new VolumeName("bar"), new VolumeName("child"));
    }

    @Test
    void aPoolThatTheClusterDoesNotHaveIsNamed() {
        assertThat(backend.space(pool())).isEqualTo(new Space(64 << 20, 0, 64 << 20));
        assertThatThrownBy(
                        () -> backend.requireUsable(pool("<host name='mon1' port='6789'/><name>device_health</name>")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("there is no pool 'device_health'");
    }

    @Test
    void extentsThatTouchAreOneAndTextMayComeInAnyPieces() throws IOException {
        String said = "[{\"offset\":0,\"length\":10,\"exists\":\"true\"},{\"offset\":10,\"length\":5,\"exists\":"
                + "\"true\"},{\"offset\":20,\"length\":4,\"exists\":\"false\"},{\"offset\":30,\"length\":9,"
                + "\"exists\":\"true\"}]\n";
        for (int most = 1; most <= said.length(); most++) {
            RbdExtents extents = RbdExtents.of(new PiecePipe(said, most));
            assertThat(extents.data(0, 100)).isEqualTo(new DataRange(0, 15));
            assertThat(extents.data(12, 100)).isEqualTo(new DataRange(12, 15));
            assertThat(extents.data(15, 100)).isEqualTo(new DataRange(30, 39));
            assertThat(extents.data(31, 33)).isEqualTo(new DataRange(31, 33));
            assertThat(extents.data(39, 100)).isEqualTo(new DataRange(100, 100));
        }
    }

    /** Says a text, at most so many characters at once. */
    private static final class PiecePipe implements ProgramPipe {
        private final ByteBuffer text;
        private final int most;

        PiecePipe(String text, int most) {
            this.text = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            this.most = most;
        }

        @Override
        public void write(ByteBuffer source) {
            throw new AssertionError("it takes nothing");
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(most, text.remaining());
            target.put(text.slice().limit(count));
            text.position(text.position() + count);
            return count == 0 ? -1 : count;
        }

        @Override
        public void finish() {
            throw new AssertionError("it takes nothing");
        }

        @Override
        public void close() {}
    }
}
