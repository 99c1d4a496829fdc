package org.jobledger.storage.runtime;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.BiFunction;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolActiveException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolExistsException;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.ReadOnlyStorageException;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeOpenElsewhereException;

/** What a call throws that waits for its job: the error that the job has ended with, as if there had been no job between. */
final class JobErrors {
    private static final Map<String, BiFunction<String, Throwable, StorageException>> BY_CODE = Map.ofEntries(
            entry("backend", BackendException::new),
            entry("invalid-name", InvalidNameException::new),
            entry("invalid-value", InvalidValueException::new),
            entry("no-such-pool", NoSuchPoolException::new),
            entry("not-enough-space", NotEnoughSpaceException::new),
            entry("pool-active", PoolActiveException::new),
            entry("pool-busy", PoolBusyException::new),
            entry("pool-exists", PoolExistsException::new),
            entry("pool-inactive", PoolInactiveException::new),
            entry("read-only", ReadOnlyStorageException::new),
            entry("unsafe-path", UnsafePathException::new),
            entry("unsupported", UnsupportedStorageException::new),
            entry("volume-busy", VolumeBusyException::new),
            entry("volume-open", VolumeOpenElsewhereException::new));

    private JobErrors() {}

    /** What the caller of a job on a pool is told, which has not completed. */
    static StorageException of(PoolName pool, JobStats ended) {
        JobUnsuccessfulException cause = new JobUnsuccessfulException(ended);
        String code = ended.code();
        if (ended.type() == JobInfoType.CANCELLED) {
            return cause;
        } else if (code.equals(ResourceBusyException.TIMEOUT) || code.equals(ResourceBusyException.BUSY)) {
            return new PoolBusyException("pool '" + pool + "' is still in use: " + ended.message(), cause);
        }
        BiFunction<String, Throwable, StorageException> known = BY_CODE.get(code);
        return known == null ? cause : known.apply(ended.message(), cause);
    }
}
