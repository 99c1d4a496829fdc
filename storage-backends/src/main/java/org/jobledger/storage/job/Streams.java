package org.jobledger.storage.job;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jobledger.engine.event.Document;

/** The streams whose jobs have not begun. A job knows its stream by a token; after a crash there is none. Thread-safe. */
public final class Streams {
    private final ConcurrentMap<String, Pipe> waiting = new ConcurrentHashMap<>();

    /** No streams. */
    public Streams() {}

    /** A new one. */
    public Pipe open() {
        Pipe pipe = new Pipe(UUID.randomUUID().toString());
        waiting.put(pipe.token(), pipe);
        return pipe;
    }

    /** Forgets one whose job will not begin. */
    public void forget(Pipe pipe) {
        waiting.remove(pipe.token());
    }

    /** The one of a job, for that job alone. */
    Optional<Pipe> take(Document parameters) {
        return Optional.ofNullable(waiting.remove(parameters.string("stream")));
    }
}
