package org.jobledger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.ledger.Histories;
import org.jobledger.engine.ledger.StoredEvent;
import org.junit.jupiter.api.Test;

class JobStateJsonTest {

    @Test
    void everyStateOfEveryJobComesBackAsItWas() {
        Map<Long, JobState> jobs = new HashMap<>();
        for (StoredEvent stored : Histories.mixed().events()) {
            RecordedEvent event = stored.decode();
            if (event.event() instanceof JobEvent) {
                JobState state = Evolution.evolve(jobs.get(event.jobId()), event);
                jobs.put(state.id(), state);

                assertThat(JobStateJson.decode(JobStateJson.encode(state))).isEqualTo(state);
            }
        }
        assertThat(jobs).hasSize(4);
    }
}
