package org.jobledger.storage.backend.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.ProgramPipe;
import org.jobledger.storage.io.VolumeFile;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * On a Ceph cluster, where there is one: {@code -Dceph.mon=127.0.0.1:6789 -Dceph.pool=NAME}, and {@code CEPH_CONF} in the environment. All
 * images of the pool are removed.
 */
class RbdClusterTest extends BackendConformance {
    private static final int MIB = 1 << 20;
    private static final VolumeName ONE = new VolumeName("one");
    private static final VolumeName OTHER = new VolumeName("other");

    private final RbdBackend backend = new RbdBackend(new SystemTool(ChildLog.NONE));

    @Override
    protected void prepare() {
        Assumptions.assumeTrue(
                System.getProperty("ceph.mon") != null, "MISSING: no Ceph cluster (-Dceph.mon), its model was tried");
        List<FoundVolume> left = backend.scan(pool());
        // Layers before what they are on.
        for (int i = 0; i < 2; i++) {
            for (FoundVolume volume : left) {
                try {
                    backend.delete(pool(), new VolumeName(volume.name()));
                } catch (org.jobledger.storage.VolumeBusyException e) {
                    assertThat(i).as(e.getMessage()).isZero();
                }
            }
        }
    }

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected PoolDefinition pool() {
        String[] monitor = System.getProperty("ceph.mon", "h:1").split(":", -1);
        return PoolXml.read("<pool type='rbd'><name>p</name><uuid>0f0e0d0c-0b0a-0908-0706-050403020100</uuid><source>"
                + "<host name='" + monitor[0] + "' port='" + monitor[1] + "'/><name>" + System.getProperty("ceph.pool")
                + "</name></source></pool>");
    }

    /** At most once a minute (rbd_mtime_update_interval). */
    @Override
    protected boolean notesEachWrite() {
        return false;
    }

    private byte[] filled(VolumeName name) throws Exception {
        byte[] data = new byte[8 * MIB];
        new Random(6).nextBytes(data);
        NewVolume wanted =
                new NewVolume(org.jobledger.storage.Permissions.UNSAID, false, data.length, data.length, key -> {});
        try (VolumeFile file = backend.create(pool(), name, wanted)) {
            file.resize(data.length);
            for (int at = 0; at < data.length; at += MIB) {
                file.write(ByteBuffer.wrap(data, at, MIB), at);
            }
            file.force();
        }
        return data;
    }

    private byte[] bytes(VolumeName name) throws Exception {
        try (VolumeFile file = backend.openToRead(pool(), name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    @Test
    void aLayerIsMadeOnceHasTheBytesOfItsStateAndTakesItAlong() throws Exception {
        byte[] data = filled(ONE);
        RbdLayers layers = (RbdLayers) backend.layeredCopies().orElseThrow();
        for (int i = 0; i < 2; i++) {
            layers.keep(pool(), ONE, "m");
            assertThat(layers.isOn("m", pool(), OTHER)).isFalse();
        }
        layers.make(pool(), ONE, "m", pool(), OTHER);
        assertThat(layers.isOn("m", pool(), OTHER)).isTrue();
        try (VolumeFile file = backend.open(pool(), ONE)) {
            file.discard(0, data.length);
            file.force();
            assertThat(file.data(0)).isEqualTo(new DataRange(data.length, data.length));
        }
        assertThat(bytes(ONE)).containsOnly(0);
        assertThat(bytes(OTHER)).isEqualTo(data);
        assertThatThrownBy(() -> backend.delete(pool(), ONE)).hasMessageContaining("Volume 'other' in pool 'p'");
        backend.delete(pool(), OTHER);
        backend.requireErasable(pool(), ONE);
        backend.delete(pool(), ONE);
        assertThat(backend.scan(pool())).isEmpty();
    }

    @Test
    void whoHasItOpenIsSeenAndChangesThatAreCutOffLeaveNobody() throws Exception {
        byte[] data = filled(ONE);
        ProgramPipe changes =
                new RbdImage(new SystemTool(ChildLog.NONE), pool(), System.getProperty("ceph.pool") + "/one").changes();
        changes.write(RbdDiff.begin());
        changes.write(RbdDiff.zeros(0, MIB));
        changes.write(RbdDiff.bytes(MIB, MIB));
        RbdBackend impatient = new RbdBackend(new SystemTool(ChildLog.NONE), java.time.Duration.ZERO);
        assertThatThrownBy(() -> {
                    for (int look = 0; look < 100; look++) {
                        // It has the image open a moment after it was started.
                        impatient.requireUnused(pool(), ONE, StorageBackend.Use.CHANGE);
                    }
                })
                .hasMessageContaining("is open elsewhere: by client.");
        changes.close();
        backend.requireUnused(pool(), ONE, StorageBackend.Use.CHANGE);
        assertThat(Arrays.copyOfRange(bytes(ONE), MIB, data.length))
                .isEqualTo(Arrays.copyOfRange(data, MIB, data.length));
    }

    @Test
    void whatTheClusterSaysOfAFailureIsTold() {
        assertThatThrownBy(() -> backend.layeredCopies().orElseThrow().make(pool(), ONE, "m", pool(), OTHER))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("rbd");
        RbdImage none = new RbdImage(new SystemTool(ChildLog.NONE), pool(), System.getProperty("ceph.pool") + "/none");
        assertThatThrownBy(() -> {
                    try (ProgramPipe changes = none.changes()) {
                        changes.write(RbdDiff.begin());
                        changes.write(RbdDiff.end());
                        changes.finish();
                    }
                })
                .hasMessageContaining("No such file or directory");
    }
}
