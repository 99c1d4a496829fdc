package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.BeforeEach;

/** A pool of a backend, new for each test of the conformance suite, and what its tests do to volumes again and again. */
public abstract class ConformancePool {
    static final int MIB = 1 << 20;

    final List<String> announced = new ArrayList<>();

    StorageBackend backend;
    PoolDefinition pool;

    /** The backend. */
    protected abstract StorageBackend backend();

    /** A pool that can be built, with room for 32 MiB. */
    protected abstract PoolDefinition pool();

    /** The name of the n-th volume, from 1 on. */
    protected String name(int number) {
        return "v" + number;
    }

    @BeforeEach
    void build() throws Exception {
        prepare();
        backend = backend();
        pool = pool();
        if (able(Ability.BUILD_POOL)) {
            backend.build(pool, Set.of());
        }
        backend.requireStartable(pool);
        backend.start(pool);
    }

    /** Makes what lies under the pool. */
    protected void prepare() throws Exception {}

    /** Whether it is seen of a volume at once that it was written to. */
    protected boolean notesEachWrite() {
        return true;
    }

    final VolumeName volume(int number) {
        return new VolumeName(name(number));
    }

    final boolean able(Ability ability) {
        return backend.abilities().contains(ability);
    }

    /** Has a device be there, where the backend itself makes none. */
    protected void appear(int number, long bytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    final VolumeFile create(int number, long bytes) throws IOException {
        if (!able(Ability.CREATE_VOLUME)) {
            appear(number, bytes);
            backend.rescan(pool);
            return backend.open(pool, volume(number));
        }
        VolumeFile file = backend.create(
                pool, volume(number), new NewVolume(Permissions.UNSAID, false, bytes, bytes, announced::add));
        file.resize(bytes);
        file.allocate(0, bytes);
        return file;
    }

    final void write(int number, int value) throws IOException {
        try (VolumeFile file = backend.open(pool, volume(number))) {
            ByteBuffer data = file.buffer(4096);
            for (int i = 0; i < 4096; i++) {
                data.put(i, (byte) value);
            }
            file.write(data, 4096);
            file.force();
        }
    }

    final int read(int number) throws IOException {
        try (VolumeFile file = backend.openToRead(pool, volume(number))) {
            ByteBuffer data = file.buffer(4096);
            file.read(data, 4096);
            return data.get(17);
        }
    }
}
