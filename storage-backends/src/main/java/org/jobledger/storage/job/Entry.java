package org.jobledger.storage.job;

import java.util.Locale;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;

/**
 * One name in a pool, as the ledger knows it and as it is.
 *
 * @param record what the ledger knows, or nothing
 * @param found what is there, or nothing
 * @param finding what follows from the two
 */
record Entry(Optional<VolumeRecord> record, Optional<FoundVolume> found, Finding finding) {

    /** What a refresh finds of an entry. */
    enum Finding {
        /** Somebody else put it there; the ledger knows it from now on. */
        ADDED,
        /** Another file has its name now, or it has another size. */
        CHANGED,
        /** It is gone; the ledger forgets it. */
        REMOVED,
        /** It is as the ledger knows it. */
        SAME,
        /** A job has it. */
        BUSY,
        /** It is no volume: a directory, a link; or it came and went. */
        OTHER,
        /** It cannot be looked at. */
        UNREADABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Entry of(Optional<VolumeRecord> record, Optional<FoundVolume> found) {
        return new Entry(record, found, finding(record, found));
    }

    private static Finding finding(Optional<VolumeRecord> record, Optional<FoundVolume> found) {
        if (record.isEmpty()) {
            return found.isPresent() ? Finding.ADDED : Finding.OTHER;
        } else if (found.isEmpty()) {
            return Finding.REMOVED;
        }
        boolean replaced = isReplaced(record.get(), found.get());
        boolean resized = record.get().condition() != Condition.INCOMPLETE
                && record.get().capacity()
                        != Layout.of(record.get(), found.get()).capacity();
        return replaced || resized ? Finding.CHANGED : Finding.SAME;
    }

    private static boolean isReplaced(VolumeRecord record, FoundVolume found) {
        return !record.fileKey().isEmpty() && !record.fileKey().equals(found.key());
    }

    /** Makes the ledger know what is there. What was said of the contents of a file holds while it is the same file. */
    void merge(Definitions definitions, PoolName pool, VolumeName volume, long job) {
        if (changes()) {
            known(job)
                    .ifPresentOrElse(now -> definitions.put(pool, volume, now), () -> definitions.remove(pool, volume));
        }
    }

    /** The same in one with the end of a job. */
    void mergeAtEnd(Definitions definitions, PoolName pool, VolumeName volume, JobContext job) {
        if (changes()) {
            known(job.jobId())
                    .ifPresentOrElse(
                            now -> definitions.putAtEnd(job, pool, volume, now),
                            () -> definitions.removeAtEnd(job, pool, volume));
        }
    }

    /** Whether the ledger is to know something else than it does. */
    boolean changes() {
        return finding == Finding.ADDED || finding == Finding.REMOVED || finding == Finding.CHANGED;
    }

    private Optional<VolumeRecord> known(long job) {
        return switch (finding) {
            case ADDED -> Optional.of(fresh(job));
            case REMOVED -> Optional.empty();
            case CHANGED -> {
                VolumeRecord before = record.orElseThrow();
                FoundVolume now = found.orElseThrow();
                yield Optional.of(
                        isReplaced(before, now)
                                ? fresh(job)
                                : before.sized(Layout.of(before, now).capacity()));
            }
            default -> record;
        };
    }

    private VolumeRecord fresh(long job) {
        FoundVolume now = found.orElseThrow();
        return Layout.of(now).record(Condition.READY, job).madeAs(now.key());
    }
}
