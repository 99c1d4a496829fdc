package org.jobledger.engine.runtime;

import org.jobledger.engine.event.Document;

/** What a call of a handler came to. */
sealed interface Outcome {
    /** It returned; an undo returns nothing. */
    record Returned(Document result) implements Outcome {}

    /** It threw something. */
    record Threw(Throwable error) implements Outcome {}
}
