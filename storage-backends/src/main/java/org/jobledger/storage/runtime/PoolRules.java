package org.jobledger.storage.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobledger.engine.JobInfo;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolActiveException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolExistsException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.PoolRecord;

/** What must be so of pools for calls to make sense; asked before and again when the call has its claim. Thread-safe. */
final class PoolRules {
    private final Storage storage;

    PoolRules(Storage storage) {
        this.storage = storage;
    }

    void requireDefinable(PoolDefinition definition) {
        storage.backends().of(definition);
        requireNew(definition);
        requireOutsideLedger(definition);
    }

    /** Whether it is a new definition of a pool that there is: same name and same uuid. */
    private boolean redefines(PoolDefinition wanted) {
        return storage.definitions()
                .find(wanted.name())
                .filter(pool -> pool.definition().uuid().equals(wanted.uuid()))
                .isPresent();
    }

    void requireCreatable(PoolDefinition definition, boolean build) {
        storage.backends().of(definition);
        requireNew(definition);
        if (redefines(definition)) {
            throw new PoolExistsException("cannot create pool '" + definition.name() + "': it is defined already");
        }
        requireOutsideLedger(definition);
        if (!build) {
            requireUsableAlone(definition);
        }
    }

    PoolRecord requirePersistent(PoolName name) {
        PoolRecord pool = storage.definitions().pool(name);
        if (!pool.persistent()) {
            throw new InvalidValueException("pool '" + name + "' is transient: it cannot be started by itself");
        }
        return pool;
    }

    private void requireNew(PoolDefinition wanted) {
        List<PoolDefinition> all = storage.definitions().pools().stream()
                .flatMap(pool -> Stream.of(pool.definition(), pool.defined()))
                .toList();
        for (PoolDefinition known : all) {
            if (known.name().equals(wanted.name()) && known.uuid().equals(wanted.uuid())) {
                continue;
            }
            String same = "";
            if (known.name().equals(wanted.name())) {
                same = "this name";
            } else if (known.uuid().equals(wanted.uuid())) {
                same = "uuid " + wanted.uuid();
            } else if (wanted.type().volumes() == VolumeKind.FILE
                    && known.target().equals(wanted.target())) {
                same = "target '" + wanted.target() + "'";
            } else if (wanted.type().volumes() != VolumeKind.FILE
                    && known.type() == wanted.type()
                    && known.source().origin().equals(wanted.source().origin())) {
                same = "source " + wanted.source().origin();
            }
            if (!same.isEmpty()) {
                throw new PoolExistsException("cannot define pool '" + wanted.name() + "': pool '" + known.name()
                        + "' with " + same + " exists already");
            }
        }
    }

    /** Its files must never be taken for volumes. */
    private void requireOutsideLedger(PoolDefinition wanted) {
        Optional<Path> ledger = storage.ledger();
        if (ledger.isPresent() && real(wanted.target()).startsWith(real(ledger.get()))) {
            throw new InvalidValueException("target '" + wanted.target() + "' of pool '" + wanted.name()
                    + "' is inside the ledger '" + ledger.get() + "'");
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // It does not exist yet, so nothing else can be the same directory.
            return path;
        }
    }

    PoolRecord requireStartable(PoolName name) {
        PoolRecord pool = requireInactive(name);
        requireUsableAlone(pool.definition());
        return pool;
    }

    /** What is behind it can be used, and no other pool uses it. */
    void requireUsableAlone(PoolDefinition definition) {
        PoolName name = definition.name();
        StorageBackend backend = storage.backends().of(definition);
        backend.requireStartable(definition);
        requireOutsideLedger(definition);
        String identity = backend.identity(definition);
        storage.definitions().pools().stream()
                .filter(PoolRecord::active)
                .filter(other -> identity.equals(identityOf(other)))
                .findFirst()
                .ifPresent(other -> {
                    throw new PoolExistsException("cannot start pool '" + name + "': pool '"
                            + other.definition().name() + "' "
                            + (definition.type().volumes() == VolumeKind.FILE
                                    ? "on '" + other.definition().target() + "' is the same directory as '"
                                            + definition.target() + "'"
                                    : "has the same storage, " + identity));
                });
    }

    private String identityOf(PoolRecord pool) {
        // A directory that cannot be looked at now is not the one that was just looked at.
        return PoolLooks.await(storage.looks().begin(pool), PoolLooks.deadlineNanos())
                .map(PoolLooks.Seen::identity)
                .orElse("");
    }

    PoolRecord requireInactive(PoolName name) {
        PoolRecord pool = storage.definitions().pool(name);
        if (pool.active()) {
            throw new PoolActiveException("pool '" + name + "' is active");
        }
        return pool;
    }

    void requireIdle(PoolName name) {
        Optional<JobInfo> busy = Holders.in(storage.engine()).inside(name);
        if (busy.isPresent()) {
            throw new PoolBusyException("pool '" + name + "' has asynchronous jobs running. First of them: job "
                    + busy.get().id() + " (" + busy.get().operation() + ")");
        }
    }
}
