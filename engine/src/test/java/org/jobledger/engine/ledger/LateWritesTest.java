package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EngineEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.StaleWriteRefused;
import org.jobledger.engine.state.WorkerToken;
import org.junit.jupiter.api.Test;

/** Who hears of writes that came too late. */
class LateWritesTest {
    private static final LedgerCommand LATE = new LedgerCommand.DefineFor(
            7, new WorkerToken(1, 2), new LedgerCommand.Define(ResourceRef.of("thing", "t"), 0, Document.empty()));

    @Test
    void anOwnerThatEndsAfterItsSuccessorHasBegunTakesNothingFromIt() {
        List<EngineEvent> heard = new ArrayList<>();
        Consumer<EngineEvent> old = event -> {};
        assertThat(LateWrites.opened("somewhere", old)).isEmpty();
        Consumer<EngineEvent> successor = heard::add;
        assertThat(LateWrites.opened("somewhere", successor)).isEmpty();
        LateWrites.closed("somewhere", old);
        LateWrites.refused("somewhere", LATE);
        assertThat(heard).containsExactly(new StaleWriteRefused(7, 1, 2, "record"));
        LateWrites.closed("somewhere", successor);
        LateWrites.refused("somewhere", LATE);
        assertThat(LateWrites.opened("somewhere", old)).hasSize(1);
        LateWrites.closed("somewhere", old);
    }
}
