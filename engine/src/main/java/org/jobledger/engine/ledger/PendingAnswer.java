package org.jobledger.engine.ledger;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An answer that is given when the group it belongs to is durable. */
record PendingAnswer(
        CompletableFuture<Appended> to,
        @Nullable Appended appended,
        @Nullable RuntimeException refusal) {

    static PendingAnswer of(CompletableFuture<Appended> to, Appended appended) {
        return new PendingAnswer(to, appended, null);
    }

    static PendingAnswer failed(CompletableFuture<Appended> to, RuntimeException refusal) {
        return new PendingAnswer(to, null, refusal);
    }

    void give(PendingGroup group) {
        if (refusal != null) {
            to.completeExceptionally(refusal);
        } else {
            to.complete(appended == null ? null : group.published(appended));
        }
    }

    void fail(RuntimeException failure) {
        to.completeExceptionally(refusal == null ? failure : refusal);
    }
}
