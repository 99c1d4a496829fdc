package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.io.ImageHeader;
import org.jobledger.storage.io.Qcow2Header;
import org.jspecify.annotations.Nullable;

/**
 * How a volume is laid out. The format of one that the ledger knows is what the ledger says, whatever stands in it: who writes into a raw
 * volume cannot make it something else. Of another one its first bytes say it. The details of an image are always its header's.
 *
 * @param format its format
 * @param capacity the size a guest sees, bytes
 */
public record Layout(VolumeFormat format, long capacity) {
    private static final String LUKS = "luks";
    private static final VolumeEncryption NAMELESS = new VolumeEncryption(LUKS, null, List.of(), null, null);

    /** The layout of a file; raw where its header is not known or cannot be read. */
    public static Layout of(FoundVolume found) {
        return header(found)
                .map(header ->
                        new Layout(described(found, header), header.capacity() < 0 ? found.size() : header.capacity()))
                .orElseGet(() -> new Layout(VolumeFormat.RAW, found.size()));
    }

    /** The layout of a volume that is there: what the ledger says, else what its file does. */
    public static Layout of(@Nullable VolumeRecord record, FoundVolume found) {
        if (record == null) {
            return of(found);
        } else if (record.layout().raw()) {
            return new Layout(record.layout(), found.size());
        }
        return header(found)
                .filter(header -> header.format().equals(record.format()))
                .map(header -> new Layout(
                        described(found, header)
                                .encrypted(record.layout().encryption())
                                .noCopyOnWrite(record.layout().noCopyOnWrite()),
                        header.capacity() < 0 ? record.capacity() : header.capacity()))
                .orElseGet(() -> new Layout(record.layout(), record.capacity()));
    }

    /** A volume of a cluster has no path that begins at the root, and no file with a header. */
    private static Optional<ImageHeader> header(FoundVolume found) {
        if (!found.path().isAbsolute()) {
            return Optional.empty();
        }
        try {
            return ImageHeader.of(found.path());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static VolumeFormat described(FoundVolume found, ImageHeader header) {
        Qcow2Header qcow2 = header.qcow2();
        VolumeFormat format = VolumeFormat.of(header.format());
        if (qcow2 == null) {
            return header.format().startsWith(LUKS) ? format.encrypted(NAMELESS) : format;
        }
        return format.compat(qcow2.compat())
                .clusterSize(qcow2.clusterSize())
                .features(qcow2.features())
                .encrypted(qcow2.encrypted() ? NAMELESS : null)
                .backedBy(backing(found, header));
    }

    /** The name of a backing image is meant from where the image is. */
    private static VolumeFormat.@Nullable Backing backing(FoundVolume found, ImageHeader header) {
        String name = header.backing();
        if (name == null) {
            return null;
        }
        try {
            return new VolumeFormat.Backing(found.path().resolveSibling(Path.of(name)), header.backingFormat());
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Whether it is raw. */
    public boolean raw() {
        return format.raw();
    }

    /** How far a file may be written: an image of any size may come into the file of an image, as libvirt has it. */
    public static long room(Optional<Layout> layout, long fileSize) {
        return layout.filter(known -> !known.plain()).isPresent() ? Long.MAX_VALUE : fileSize;
    }

    /** Whether its bytes are those of the capacity, after a header. */
    boolean plain() {
        return raw() || format.name().equals(LUKS);
    }

    /** What stands before the bytes of the capacity of one that is plain, bytes. */
    long header(long fileSize) {
        return raw() ? 0 : Math.max(0, fileSize - capacity);
    }

    /** The same with another capacity. */
    Layout of(long bytes) {
        return new Layout(format, bytes);
    }

    /** The volume as a guest sees its size. */
    public FoundVolume seenByGuest(FoundVolume found) {
        return new FoundVolume(found.name(), found.path(), capacity, found.allocation(), found.key());
    }

    /** A record of the file. */
    VolumeRecord record(VolumeRecord.Condition condition, long jobId) {
        return new VolumeRecord(format, capacity, condition, jobId, "");
    }

    /**
     * Checks that a call which changes a file by its bytes makes sense.
     *
     * @throws UnsupportedStorageException if it is not raw
     */
    public void requireRaw(Target target, String call) {
        if (!raw()) {
            throw new UnsupportedStorageException(
                    target + " is laid out as " + format.name() + "; only raw volumes can be " + call);
        }
    }
}
