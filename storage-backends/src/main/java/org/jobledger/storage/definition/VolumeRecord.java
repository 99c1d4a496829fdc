package org.jobledger.storage.definition;

import java.util.Locale;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeFormat;

/**
 * A volume as the ledger keeps it.
 *
 * @param layout how it is laid out
 * @param capacity the size a guest sees, bytes
 * @param condition what can be said of its contents
 * @param jobId the job that brought it there
 * @param fileKey the identity of the file it was made as; empty where the file is not made yet, or was not made here
 */
public record VolumeRecord(VolumeFormat layout, long capacity, Condition condition, long jobId, String fileKey) {

    /** What can be said of the contents of a volume. */
    public enum Condition {
        /** Its making has begun and not ended. */
        INCOMPLETE,
        /** It is whole. */
        READY,
        /** Its overwriting has begun and not ended. */
        UNDEFINED
    }

    /** A raw volume. */
    public static VolumeRecord raw(long capacity, Condition condition, long jobId) {
        return new VolumeRecord(VolumeFormat.RAW, capacity, condition, jobId, "");
    }

    /** The name of its format, such as "raw". */
    public String format() {
        return layout.name();
    }

    static VolumeRecord of(Document fields) {
        return new VolumeRecord(
                FormatFields.read(fields),
                fields.integer("capacity"),
                Condition.valueOf(fields.string("condition").toUpperCase(Locale.ROOT)),
                fields.integer("job"),
                fields.string("file"));
    }

    Document fields() {
        return FormatFields.write(
                layout,
                "capacity",
                capacity,
                "condition",
                condition.name().toLowerCase(Locale.ROOT),
                "job",
                jobId,
                "file",
                fileKey);
    }

    /** The same in another condition, brought there by a job. */
    public VolumeRecord now(Condition newCondition, long newJobId) {
        return new VolumeRecord(layout, capacity, newCondition, newJobId, fileKey);
    }

    /** The same, of another size. */
    public VolumeRecord sized(long newCapacity) {
        return new VolumeRecord(layout, newCapacity, condition, jobId, fileKey);
    }

    /** The same, made as this file. */
    public VolumeRecord madeAs(String newKey) {
        return new VolumeRecord(layout, capacity, condition, jobId, newKey);
    }
}
