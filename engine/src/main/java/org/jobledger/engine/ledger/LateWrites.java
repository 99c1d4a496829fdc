package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jobledger.engine.event.EngineEvent;
import org.jobledger.engine.event.StaleWriteRefused;
import org.jobledger.engine.state.Command;
import org.jspecify.annotations.Nullable;

/**
 * What workers of this process tried to write for a ledger after it was closed: it is refused there and then, and recorded by whoever owns
 * that ledger in this process, now or at the next opening. Thread-safe.
 *
 * <p>Another process cannot hear of it: whoever does not own a directory any more writes nothing into it, not even that he was refused.
 */
final class LateWrites {
    private static final int MOST = 1_000;

    @GuardedBy("LateWrites.class")
    private static final Map<String, List<EngineEvent>> KEPT = new HashMap<>();

    @GuardedBy("LateWrites.class")
    private static final Map<String, Consumer<EngineEvent>> OWNERS = new HashMap<>();

    private LateWrites() {}

    /** A command came too late; noted where it is one of a worker and it is known where the ledger is. */
    static void refused(String place, LedgerCommand command) {
        EngineEvent refusal = place.isEmpty() ? null : refusal(command);
        if (refusal != null) {
            Consumer<EngineEvent> owner = ownerOrKeep(place, refusal);
            if (owner != null) {
                owner.accept(refusal);
            }
        }
    }

    private static synchronized @Nullable Consumer<EngineEvent> ownerOrKeep(String place, EngineEvent refusal) {
        Consumer<EngineEvent> owner = OWNERS.get(place);
        if (owner == null) {
            List<EngineEvent> kept = KEPT.computeIfAbsent(place, none -> new ArrayList<>());
            if (kept.size() < MOST) {
                kept.add(refusal);
            }
        }
        return owner;
    }

    private static @Nullable EngineEvent refusal(LedgerCommand command) {
        if (command instanceof LedgerCommand.DefineFor define) {
            return new StaleWriteRefused(
                    define.jobId(), define.token().epoch(), define.token().attempt(), "record");
        } else if (command instanceof LedgerCommand.ForJobWith both) {
            return refusal(both.job());
        } else if (command instanceof LedgerCommand.ForJob forJob) {
            for (Command one : forJob.commands()) {
                if (one instanceof Command.OfWorker worker) {
                    return new StaleWriteRefused(
                            forJob.jobId(),
                            worker.token().epoch(),
                            worker.token().attempt(),
                            worker.verb());
                }
            }
        }
        return null;
    }

    /** Somebody owns a ledger now and hears of what is refused from now on; gives what was refused before. */
    static synchronized List<EngineEvent> opened(String place, Consumer<EngineEvent> owner) {
        if (place.isEmpty()) {
            return List.of();
        }
        OWNERS.put(place, owner);
        List<EngineEvent> kept = KEPT.remove(place);
        return kept == null ? List.of() : kept;
    }

    /** This owner does not own it any more. */
    static synchronized void closed(String place, Consumer<EngineEvent> owner) {
        // One that lost the ledger without knowing may end after its successor has begun.
        OWNERS.remove(place, owner);
    }
}
