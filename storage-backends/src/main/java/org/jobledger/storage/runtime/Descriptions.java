package org.jobledger.storage.runtime;

import java.io.IOException;
import java.util.Optional;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeDescription;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeTarget;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.io.FileFacts;
import org.jobledger.storage.xml.PoolXml;
import org.jobledger.storage.xml.VolumeXml;
import org.jspecify.annotations.Nullable;

/** Pools and volumes as libvirt's XML. Takes no job and waits for nobody. */
final class Descriptions {
    private final Storage storage;

    Descriptions(Storage storage) {
        this.storage = storage;
    }

    String of(PoolInfo pool) {
        PoolRecord record = storage.definitions().pool(new PoolName(pool.name()));
        return PoolXml.write(
                pool.state() == PoolState.RUNNING
                        ? PoolLooks.await(storage.looks().begin(record), PoolLooks.deadlineNanos())
                                .map(PoolLooks.Seen::described)
                                .orElse(record.definition())
                        : record.definition(),
                new PoolXml.Room(pool.capacity(), pool.allocation(), pool.available()));
    }

    /** libvirt's key of a volume with a path is the path. */
    String of(VolumeInfo volume) {
        String path = volume.path().toString();
        PoolRecord pool = storage.definitions().pool(new PoolName(volume.pool()));
        VolumeTarget target = VolumeTarget.of(path, format(pool.definition().type(), volume));
        return VolumeXml.write(new VolumeDescription(
                pool.definition().type().volumes().word(),
                volume.name(),
                path,
                storage.backend(pool).extents(pool.definition(), new VolumeName(volume.name())),
                volume.capacity(),
                volume.allocation(),
                volume.capacity(),
                facts(volume).map(facts -> with(target, facts)).orElse(target),
                null));
    }

    /** Of a partition libvirt has the kind, which is none it knows; of other devices it says nothing. */
    private static @Nullable String format(PoolType type, VolumeInfo volume) {
        return type == PoolType.DISK ? "none" : type.volumes() == VolumeKind.FILE ? volume.format() : null;
    }

    private static Optional<FileFacts> facts(VolumeInfo volume) {
        try {
            return FileFacts.of(volume.path());
        } catch (IOException e) {
            throw new BackendException("cannot look at volume '" + volume.name() + "': " + e, e);
        }
    }

    private static VolumeTarget with(VolumeTarget target, FileFacts facts) {
        return target.with(
                new Permissions(facts.mode(), facts.user(), facts.group(), null),
                new VolumeTarget.Timestamps(facts.accessed(), facts.modified(), facts.changed(), null));
    }

    /**
     * The volume to be made that a text describes.
     *
     * @throws UnsupportedStorageException if it asks for what is not built; the message names it
     */
    static VolumeRequest request(PoolName pool, String xml) {
        VolumeDescription volume = read(xml);
        Long capacity = volume.capacity();
        if (capacity == null) {
            throw new InvalidXmlException("volume '" + volume.name() + "' needs an element <capacity>");
        }
        Long allocation = volume.allocation();
        return new VolumeRequest(
                pool,
                new VolumeName(volume.name()),
                capacity,
                allocation == null ? capacity : Math.min(allocation, capacity),
                mode(volume));
    }

    /**
     * The copy of a volume that a text describes.
     *
     * @throws UnsupportedStorageException if it asks for what is not built; the message names it
     */
    static CloneRequest copy(String pool, String xml, String sourcePool, String source) {
        VolumeDescription volume = read(xml);
        Long capacity = volume.capacity();
        Long allocation = volume.allocation();
        long size = capacity == null ? 0 : capacity;
        long allocated = allocation == null ? 0 : allocation;
        return CloneRequest.of(sourcePool, source, pool, volume.name())
                .sized(size, size == 0 ? allocated : Math.min(allocated, size))
                .withMode(mode(volume));
    }

    private static VolumeDescription read(String xml) {
        VolumeDescription volume = VolumeXml.read(xml);
        String format = volume.target().format();
        require(format == null || format.equals("raw") || format.equals("none"), "format '" + format + "'", volume);
        require(volume.target().encryption() == null, "encryption", volume);
        require(volume.backing() == null, "a backing volume", volume);
        return volume;
    }

    private static VolumeMode mode(VolumeDescription volume) {
        Integer bits = volume.target().permissions().mode();
        return bits == null ? VolumeMode.OWNER_ONLY : new VolumeMode(bits);
    }

    private static void require(boolean met, String what, VolumeDescription volume) {
        if (!met) {
            throw new UnsupportedStorageException(
                    "volume '" + volume.name() + "' asks for " + what + ", which is not built; raw volumes are");
        }
    }
}
