package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.io.ImageHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a file that is not known to the ledger is laid out, as its first bytes say. A volume that the ledger knows is what the ledger says,
 * whatever stands in it: who writes into a raw volume cannot make it something else.
 *
 * @param format "raw", "qcow2" ...
 * @param capacity the size a guest sees, bytes
 */
public record Layout(String format, long capacity) {
    private static final String RAW = "raw";

    /** The layout of a file; raw where its header is not known or cannot be read. */
    public static Layout of(FoundVolume found) {
        try {
            return ImageHeader.of(found.path())
                    .map(header ->
                            new Layout(header.format(), header.capacity() < 0 ? found.size() : header.capacity()))
                    .orElseGet(() -> new Layout(RAW, found.size()));
        } catch (IOException e) {
            return new Layout(RAW, found.size());
        }
    }

    /** The layout of a volume that is there: what the ledger says, else what its file does. */
    public static Layout of(@Nullable VolumeRecord record, FoundVolume found) {
        if (record == null) {
            return of(found);
        }
        return record.format().equals(RAW)
                ? new Layout(RAW, found.size())
                : new Layout(record.format(), record.capacity());
    }

    boolean raw() {
        return format.equals(RAW);
    }

    /** The same with another capacity. */
    Layout of(long bytes) {
        return new Layout(format, bytes);
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
                    target + " is laid out as " + format + "; only raw volumes can be " + call);
        }
    }
}
