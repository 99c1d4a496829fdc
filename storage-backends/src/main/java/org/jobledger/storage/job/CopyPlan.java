package org.jobledger.storage.job;

import java.util.Objects;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.definition.FormatFields;
import org.jspecify.annotations.Nullable;

/**
 * How a copy is made: its bytes as they are, holes and all, wherever that gives what is asked for; else converted by qemu-img.
 *
 * @param format how the copy is laid out
 * @param capacity the size a guest will see of it, bytes
 * @param converts whether it must be converted
 */
public record CopyPlan(VolumeFormat format, long capacity, boolean converts) {
    /**
     * The plan for a source.
     *
     * @param wanted how the copy shall be laid out; null for the way of the source
     * @param asked the size it shall have, bytes; 0 for that of the source
     * @throws InvalidValueException if it would be smaller than the source
     * @throws UnsupportedStorageException if it cannot have that size
     */
    public static CopyPlan of(Target of, Layout source, @Nullable VolumeFormat wanted, long asked) {
        if (asked != 0 && asked < source.capacity()) {
            throw new InvalidValueException(
                    "a copy of " + of + " cannot have " + asked + " bytes: the source has " + source.capacity());
        }
        VolumeFormat asRaw = wanted != null && wanted.partition().isPresent() ? VolumeFormat.RAW : wanted;
        VolumeFormat format = asRaw == null ? source.format() : completed(asRaw, source);
        boolean grows = asked > source.capacity();
        boolean plain = format.raw() || format.name().equals("luks");
        if (grows && !plain && !ImageFormat.resizable(format.name()) && format.backing() != null) {
            throw new UnsupportedStorageException("a copy of " + of + " of format " + format.name()
                    + " on a backing store cannot have another size than the source, " + source.capacity()
                    + " bytes: qemu-img can neither resize it nor convert into one that is larger");
        }
        boolean same = wanted == null || same(format, source.format());
        return new CopyPlan(format, Math.max(asked, source.capacity()), !same || (grows && !source.raw()));
    }

    /** The plan that the parameters of a job ask for. */
    static CopyPlan of(Target of, Layout source, Document parameters) {
        VolumeFormat wanted = parameters.value("format") == null ? null : FormatFields.read(parameters);
        return of(of, source, wanted, parameters.integer("capacity"));
    }

    /** What the driver knows of a backing store, nobody need say. */
    private static VolumeFormat completed(VolumeFormat wanted, Layout source) {
        VolumeFormat.Backing backing = wanted.backing();
        VolumeFormat.Backing known = source.format().backing();
        if (backing != null && known != null && backing.path().equals(known.path())) {
            return wanted.backedBy(known);
        } else if (backing != null) {
            throw new UnsupportedStorageException(
                    "a copy is a change of what its source is a change of, or of nothing; '" + backing.path()
                            + "' is another backing store");
        }
        return wanted;
    }

    private static boolean same(VolumeFormat wanted, VolumeFormat source) {
        return wanted.name().equals(source.name())
                && !wanted.preallocated()
                && (wanted.compat() == null || wanted.compat().equals(source.compat()))
                && (wanted.clusterSize() == null || wanted.clusterSize().equals(source.clusterSize()))
                && (wanted.features().isEmpty() || wanted.features().equals(source.features()))
                && Objects.equals(wanted.backing(), source.backing())
                && sameKey(wanted.encryption(), source.encryption());
    }

    private static boolean sameKey(@Nullable VolumeEncryption wanted, @Nullable VolumeEncryption source) {
        if (wanted == null || source == null) {
            return Objects.equals(wanted, source);
        }
        return wanted.secrets().equals(source.secrets()) && wanted.cipher() == null;
    }
}
