package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;

/** Which ends of jobs are kept for who asks by resource: those on the resources that saw one last. */
class ResourceJobsTest {
    private static final int MOST = ResourceJobs.MOST_ENDED;

    private final ResourceJobs jobs = new ResourceJobs();

    private static ResourceRef volume(long number) {
        return ResourceRef.of("volume", "v" + number);
    }

    private void end(long volume, long job) {
        jobs.restore(new CompletedStatsTaken(volume(volume), job));
    }

    @Test
    void theOldestAreForgottenAndTheRestIsSavedInItsOrder() {
        LongStream.rangeClosed(1, MOST).forEach(number -> end(number, number));
        end(1, MOST + 1L);
        end(MOST + 1L, MOST + 2L);
        assertThat(jobs.endedLast(volume(1))).isEqualTo(MOST + 1L);
        assertThat(jobs.endedLast(volume(2))).isNull();
        assertThat(jobs.endedLast(volume(3))).isEqualTo(3);
        assertThat(jobs.capture())
                .hasSize(MOST)
                .startsWith(new CompletedStatsTaken(volume(3), 3))
                .endsWith(
                        new CompletedStatsTaken(volume(1), MOST + 1L),
                        new CompletedStatsTaken(volume(MOST + 1L), MOST + 2L));
        ResourceJobs restored = new ResourceJobs();
        jobs.capture().forEach(restored::restore);
        assertThat(restored.capture()).isEqualTo(jobs.capture());
    }

    @Test
    void oneThatWasTakenMakesRoomAndAnotherJobsIsNotTaken() {
        end(1, 7);
        jobs.taken(new CompletedStatsTaken(volume(1), 6));
        assertThat(jobs.endedLast(volume(1))).isEqualTo(7);
        jobs.taken(new CompletedStatsTaken(volume(1), 7));
        assertThat(jobs.endedLast(volume(1))).isNull();
        assertThat(jobs.capture()).isEmpty();
    }
}
