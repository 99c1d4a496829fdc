package org.jobledger.engine.audit;

import java.util.Arrays;
import org.jobledger.engine.ledger.Chain;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Whether the journal is whole: positions without a gap, times that never go back, and each event chained to the one before. */
final class ChainCheck extends EventCheck {
    private final Chain chain = new Chain();
    private byte[] previousHash = Chain.genesis();
    private long previous;
    private long previousMicros = Long.MIN_VALUE;

    ChainCheck() {
        super("journal is dense and chained");
    }

    @Override
    @Nullable
    String objection(StoredEvent event) {
        if (event.position() != previous + 1) {
            return "follows position " + previous;
        }
        if (event.atMicros() < previousMicros) {
            return "its time is before that of the event before";
        }
        if (!Arrays.equals(chain.link(previousHash, event), event.hash())) {
            return "its hash is not that of its content and the event before";
        }
        previous = event.position();
        previousMicros = event.atMicros();
        previousHash = event.hash();
        return null;
    }
}
