package org.jobledger.engine.state;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/**
 * A job's state as JSON, for a table that can be made again from the events: its form is not pinned. Times keep their microseconds,
 * documents every byte. Thread-safe.
 */
@Json.Import({JobState.class, JobTimes.class, JobResult.class, WorkerToken.class, Work.class})
public final class JobStateJson {
    private static final JsonType<JobState> FORM = Jsonb.builder().build().type(JobState.class);

    private JobStateJson() {}

    /** The JSON of a state, UTF-8. */
    public static byte[] encode(JobState state) {
        return FORM.toJsonBytes(state);
    }

    /**
     * The state that JSON stands for.
     *
     * @param json UTF-8
     * @throws RuntimeException if it is not the JSON of a state
     */
    public static JobState decode(byte[] json) {
        return FORM.fromJson(json);
    }
}
