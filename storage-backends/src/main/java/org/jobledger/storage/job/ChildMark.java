package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.Leftovers;

/**
 * A child process in the checkpoint of its job: first the mark that it will carry, so that it is found even where the crash comes before
 * its number is known; then its number and when it started, for whoever reads the history.
 *
 * @param token the mark
 * @param pid its number, 0 where it is not started yet
 * @param started when, in ISO 8601; empty where it is not started yet
 */
record ChildMark(String token, long pid, String started) {
    private static final String TOKEN = "child";

    static ChildMark next() {
        return new ChildMark(UUID.randomUUID().toString(), 0, "");
    }

    ChildMark of(ChildProcess child) {
        return new ChildMark(token, child.pid(), child.startedAt().toString());
    }

    /** A checkpoint with it and other fields. */
    Document with(Document others, String... names) {
        List<Object> fields = new ArrayList<>(List.of(TOKEN, token, "pid", pid, "started", started));
        for (String name : names) {
            Object value = others.value(name);
            if (value != null) {
                fields.add(name);
                fields.add(value);
            }
        }
        return Document.of(fields.toArray());
    }

    /** Whether a checkpoint names a child. */
    static boolean in(Optional<Document> checkpoint) {
        return token(checkpoint).isPresent();
    }

    private static Optional<String> token(Optional<Document> checkpoint) {
        return checkpoint.map(state -> state.value(TOKEN)).map(String::valueOf);
    }

    /**
     * Kills what is left of a child of an earlier attempt.
     *
     * @throws IOException if it does not end; its output must not be touched
     */
    static void killLeftover(Optional<Document> checkpoint) throws IOException, InterruptedException {
        Optional<String> token = token(checkpoint);
        if (token.isPresent()) {
            int unused = Leftovers.kill(token.get());
        }
    }
}
