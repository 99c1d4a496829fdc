package org.jobledger.storage.runtime;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.VolumeDescription;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeKind;
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

    /** With what is found on its source now, unless only its definition is wanted. */
    String of(PoolInfo pool, boolean defined) {
        PoolRecord record = storage.definitions().pool(new PoolName(pool.name()));
        return PoolXml.write(
                defined
                        ? record.defined()
                        : pool.state() == PoolState.RUNNING
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
        VolumeTarget target = target(path, pool.definition().type(), volume.layout());
        return VolumeXml.write(new VolumeDescription(
                pool.definition().type().volumes().word(),
                volume.name(),
                path,
                storage.backend(pool).extents(pool.definition(), new VolumeName(volume.name())),
                volume.capacity(),
                volume.allocation(),
                volume.physical(),
                facts(volume.path()).map(facts -> with(target, facts)).orElse(target),
                backing(volume.layout().backing())));
    }

    /** Of a partition libvirt has the kind, which is none it knows; of other devices it says nothing. */
    private static VolumeTarget target(String path, PoolType type, VolumeFormat format) {
        return type.volumes() != VolumeKind.BLOCK
                ? target(path, format)
                : VolumeTarget.of(path, type == PoolType.DISK ? "none" : null);
    }

    /** libvirt has an encrypted raw volume as a raw one with an encryption. */
    private static VolumeTarget target(String path, VolumeFormat format) {
        boolean luks = format.name().equals("luks");
        boolean third = "1.1".equals(format.compat());
        return new VolumeTarget(
                path,
                luks ? "raw" : format.name(),
                Permissions.UNSAID,
                null,
                format.encryption(),
                format.compat(),
                format.noCopyOnWrite(),
                format.clusterSize(),
                third ? format.features() : null);
    }

    private static @Nullable VolumeTarget backing(VolumeFormat.@Nullable Backing backing) {
        if (backing == null) {
            return null;
        }
        VolumeTarget target =
                target(backing.path().toString(), VolumeFormat.of(backing.format() == null ? "raw" : backing.format()));
        return facts(backing.path()).map(facts -> with(target, facts)).orElse(target);
    }

    private static Optional<FileFacts> facts(Path path) {
        if (!path.isAbsolute()) {
            return Optional.empty();
        }
        try {
            return FileFacts.of(path);
        } catch (IOException e) {
            throw new BackendException("cannot look at '" + path + "': " + Shown.why(e), e);
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
    static VolumeRequest request(PoolName pool, String xml, boolean preallocated) {
        VolumeDescription volume = VolumeXml.read(xml);
        Long capacity = volume.capacity();
        if (capacity == null && volume.backing() == null) {
            throw new InvalidXmlException("volume '" + volume.name() + "' needs an element <capacity>");
        }
        long size = capacity == null ? 0 : capacity;
        Long allocation = volume.allocation();
        return new VolumeRequest(
                pool,
                new VolumeName(volume.name()),
                size,
                allocation == null || size == 0 ? size : Math.min(allocation, size),
                volume.target().permissions(),
                format(volume).preallocated(preallocated));
    }

    /**
     * The copy of a volume that a text describes.
     *
     * @throws UnsupportedStorageException if it asks for what is not built; the message names it
     */
    static CloneRequest copy(String pool, String xml, String sourcePool, String source, boolean preallocated) {
        VolumeDescription volume = VolumeXml.read(xml);
        Long capacity = volume.capacity();
        Long allocation = volume.allocation();
        long size = capacity == null ? 0 : capacity;
        long allocated = allocation == null ? 0 : allocation;
        return CloneRequest.of(sourcePool, source, pool, volume.name())
                .sized(size, size == 0 ? allocated : Math.min(allocated, size))
                .usedBy(volume.target().permissions())
                .as(format(volume).preallocated(preallocated));
    }

    private static VolumeFormat format(VolumeDescription volume) {
        VolumeTarget target = volume.target();
        String said = target.format();
        boolean qcow2 = "qcow2".equals(said);
        List<String> features = target.features();
        VolumeTarget backing = volume.backing();
        String path = backing == null ? null : backing.path();
        return VolumeFormat.of(said == null || said.equals("none") ? "raw" : said)
                .compat(qcow2 ? target.compat() : null)
                .clusterSize(qcow2 ? target.clusterSize() : null)
                .features(qcow2 && features != null ? features : List.of())
                .noCopyOnWrite(target.noCopyOnWrite())
                .encrypted(target.encryption())
                .backedBy(
                        backing == null || path == null
                                ? null
                                : new VolumeFormat.Backing(path(path), backing.format()));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidXmlException("'" + Shown.of(text) + "' is no path of a backing store", e);
        }
    }
}
