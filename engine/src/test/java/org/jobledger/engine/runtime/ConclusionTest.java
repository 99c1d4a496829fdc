package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.junit.jupiter.api.Test;

class ConclusionTest {
    private static Conclusion undone(String message, Outcome undo) {
        return Conclusion.ofUndo(Conclusion.cancelled(message), undo);
    }

    @Test
    void whatAnUndoLeavesIsToldOnceBehindTheMessage() {
        Outcome leaves = new Outcome.Threw(new JobAbortedException("stopped", "half a house"));
        assertThat(undone("rolled back", leaves)).satisfies(end -> {
            assertThat(end.ending()).isEqualTo(Ending.CANCELLED);
            assertThat(end.result().message()).isEqualTo("rolled back; half a house");
        });
        assertThat(undone("canceled; half a house", leaves).result().message()).isEqualTo("canceled; half a house");
    }

    @Test
    void anUndoThatFailsOrThatOnlyMeetsTheAbortIsAFailure() {
        for (Exception error : List.of(new IOException("no"), new JobAbortedException("no"))) {
            assertThat(undone("rolled back", new Outcome.Threw(error))).satisfies(end -> {
                assertThat(end.ending()).isEqualTo(Ending.FAILED);
                assertThat(end.result().message()).isEqualTo("rolled back; and it could not be undone: no");
            });
        }
        assertThat(undone("rolled back", new Outcome.Returned(Document.empty(), List.of()))
                        .result()
                        .message())
                .isEqualTo("rolled back");
    }
}
