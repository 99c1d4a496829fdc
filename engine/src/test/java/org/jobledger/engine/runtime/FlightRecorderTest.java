package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JDK Flight Recorder sees starts, ends, waits and group commits. */
@Timeout(300)
class FlightRecorderTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    @TempDir
    private Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void aRecordingHoldsStartsEndsWaitsAndGroupCommits() throws Exception {
        Path file = directory.resolve("jobs.jfr");
        try (Recording recording = new Recording()) {
            for (String name : List.of("JobStart", "JobEnd", "ClaimWait", "GroupCommit")) {
                recording.enable("org.jobledger." + name).withThreshold(Duration.ZERO);
            }
            recording.start();
            twoJobsOnOneThing();
            recording.stop();
            recording.dump(file);
        }
        assertThat(of("JobStart", file)).hasSize(2).allSatisfy(start -> {
            assertThat(start.getString("operation")).isIn("holds", "fails");
            assertThat(start.getInt("attempt")).isEqualTo(1);
            assertThat(start.getLong("epoch")).isEqualTo(1);
        });
        assertThat(of("JobEnd", file))
                .extracting(end -> end.getString("operation") + " " + end.getString("status") + " "
                        + end.getString("code") + " " + end.getLong("processed"))
                .containsExactly("holds COMPLETED  3", "fails FAILED handler-failed 0");
        assertThat(of("ClaimWait", file)).singleElement().satisfies(wait -> {
            assertThat(wait.getLong("jobId")).isEqualTo(2);
            assertThat(wait.getBoolean("granted")).isTrue();
            assertThat(wait.getString("claims")).contains("thing");
            assertThat(wait.getDuration()).isPositive();
        });
        List<RecordedEvent> commits = of("GroupCommit", file);
        assertThat(commits).isNotEmpty().allSatisfy(commit -> {
            assertThat(commit.getInt("events")).isPositive();
            assertThat(commit.getLong("bytes")).isPositive();
            assertThat(commit.getBoolean("forced")).isTrue();
        });
        assertThat(commits.stream().mapToInt(commit -> commit.getInt("events")).sum())
                .as("all events of the ledger")
                .isEqualTo((int) events);
    }

    private long events;

    private void twoJobsOnOneThing() throws InterruptedException {
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .operation(Operation.of("holds", RecoveryPolicy.FAIL, job -> {
                    entered.countDown();
                    release.await();
                    job.progress().advance(3);
                    return Document.empty();
                }))
                .operation(Operation.of("fails", RecoveryPolicy.FAIL, job -> {
                    throw new IOException("made up");
                }))
                .open()) {
            Job first = engine.submit(JobRequest.of("holds").on(THING));
            entered.await();
            Job second = engine.submit(JobRequest.of("fails").on(THING));
            release.countDown();
            first.await();
            second.await();
            engine.close(Duration.ofSeconds(30));
            events = engine.position();
        }
    }

    private static List<RecordedEvent> of(String name, Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("org.jobledger." + name))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .toList();
    }

    @Test
    void theEventsHaveNamesCategoriesAndThresholds() {
        JobEngine.at(directory.resolve("ledger")).open().close();
        try (Recording recording = new Recording()) {
            recording.start();
            List<EventType> ours = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .filter(type -> type.getName().startsWith("org.jobledger."))
                    .toList();
            assertThat(ours).isNotEmpty().allSatisfy(type -> {
                assertThat(type.getLabel()).isNotBlank();
                assertThat(type.getDescription()).isNotBlank();
                assertThat(type.getCategoryNames()).startsWith("Jobledger");
            });
            assertThat(ours)
                    .filteredOn(type -> type.getName().endsWith("GroupCommit"))
                    .flatExtracting(EventType::getSettingDescriptors)
                    .extracting("name", "defaultValue")
                    .contains(tuple("threshold", "1 ms"));
        }
    }
}
