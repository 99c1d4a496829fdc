package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.io.ProcessIdentity;

/**
 * A child process in the checkpoint of its job: first the mark that it will carry, so that it is found even where the crash comes before
 * its number is known; then its number and its start, by which it is found whatever it has made of its environment.
 *
 * @param token the mark
 * @param child who it is; number 0 where it is not started yet
 * @param started when it started, in ISO 8601, for people; empty where it is not started yet
 */
record ChildMark(String token, ProcessIdentity child, String started) {
    private static final String TOKEN = "child";
    private static final String PID = "pid";
    private static final String START = "startTicks";
    private static final String BOOT = "boot";
    private static final ProcessIdentity NOBODY = new ProcessIdentity(0, 0, "");

    static ChildMark next() {
        return new ChildMark(UUID.randomUUID().toString(), NOBODY, "");
    }

    ChildMark of(ChildProcess process) {
        return new ChildMark(token, process.identity(), process.startedAt().toString());
    }

    /** A checkpoint with it and other fields. */
    Document with(Document others, String... names) {
        List<Object> fields = new ArrayList<>(List.of(
                TOKEN, token, PID, child.pid(), START, child.startTicks(), BOOT, child.boot(), "started", started));
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

    /** Those of earlier versions have no ticks, and are known by their mark. */
    private static ProcessIdentity identity(Document state) {
        return state.value(BOOT) == null
                ? NOBODY
                : new ProcessIdentity(state.integer(PID), state.integer(START), state.string(BOOT));
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
            Leftovers.kill(identity(checkpoint.get()), token.get());
            int unused = Leftovers.kill(token.get());
        }
    }
}
