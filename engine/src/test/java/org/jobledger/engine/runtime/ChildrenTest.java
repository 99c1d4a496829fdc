package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a job: processes that it started, and normal jobs inside it, also of one that shares its claims with a group. */
@Timeout(120)
class ChildrenTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final ResourceRef OTHER = ResourceRef.of("thing", "u");

    @TempDir
    private Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final AtomicBoolean go = new AtomicBoolean();
    private final AtomicReference<Process> child = new AtomicReference<>();
    private final AtomicReference<String> told = new AtomicReference<>("");
    private final AtomicBoolean aliveAtUndo = new AtomicBoolean(true);

    private JobEngine open() {
        return JobEngine.at(directory.resolve("ledger"))
                .operation(Operation.of("parent", RecoveryPolicy.FAIL, new Parent()))
                .operation(Operation.of("deaf", RecoveryPolicy.FAIL, this::deaf))
                .operation(Operation.of("nesting", RecoveryPolicy.FAIL, ChildrenTest::nest))
                .open();
    }

    /** Goes on as if nothing were, after it was given up: one more process, and one more job inside its own. */
    private Document deaf(JobContext job) throws Exception {
        entered.countDown();
        while (!go.get()) {
            Thread.onSpinWait();
        }
        Process process = new ProcessBuilder("sleep", "100000").start();
        child.set(process);
        job.child(process.toHandle());
        try {
            job.begin(JobRequest.normal(JobClass.MODIFY, "late").on(THING)).close();
        } catch (NotNestedException e) {
            told.set(e.getMessage());
        }
        return Document.empty();
    }

    @Test
    void whatAnAbandonedHandlerStillBeginsIsKilledOrRefused() throws Exception {
        try (JobEngine engine = open()) {
            Job job = engine.submit(JobRequest.of("deaf")
                    .on(THING)
                    .abortPatience(new AbortPatience(Duration.ofMillis(1), Duration.ofMillis(2))));
            entered.await();
            job.abort("admin", "stop");
            while (engine.jobInfo(job.id()).map(JobInfo::status).orElse(null) != JobStatus.ABANDONED) {
                Thread.onSpinWait();
            }
            go.set(true);
            assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(child.get().isAlive()).isFalse();
            assertThat(told.get()).contains("nested in job " + job.id() + ": it was abandoned");
            assertThat(engine.whoHolds(THING)).isEmpty();
        }
    }

    /** Starts a process that outlives every test, and hears nothing until it may go. */
    private final class Parent implements org.jobledger.engine.JobHandler {
        @Override
        public Document run(JobContext job) throws IOException {
            Process process = new ProcessBuilder("sleep", "100000").start();
            child.set(process);
            job.child(process.toHandle());
            entered.countDown();
            while (!go.get()) {
                Thread.onSpinWait();
            }
            return Document.empty();
        }

        @Override
        public void undo(JobContext job) {
            aliveAtUndo.set(child.get().isAlive());
        }
    }

    private static Document nest(JobContext job) throws InterruptedException {
        ResourceRef own =
                ResourceRef.of("thing", String.valueOf(job.parameters().value("own")));
        try (JobScope inner =
                job.begin(JobRequest.normal(JobClass.MODIFY, "inner").on(own))) {
            inner.complete();
            return Document.of("inner", inner.id());
        }
    }

    @Test
    void theProcessesOfAnAbandonedJobAreKilledAndGoneBeforeItIsUndoneAndItsClaimsAreFree() throws Exception {
        try (JobEngine engine = open()) {
            Job job = engine.submit(JobRequest.of("parent")
                    .on(THING)
                    .abortPatience(new AbortPatience(Duration.ofMillis(1), Duration.ofMillis(2))));
            entered.await();
            job.abort("admin", "stop");
            child.get().waitFor();
            while (engine.jobInfo(job.id()).map(JobInfo::status).orElse(null) != JobStatus.ABANDONED) {
                Thread.onSpinWait();
            }
            assertThat(engine.holder(THING)).map(JobInfo::id).contains(job.id());
            go.set(true);
            assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(aliveAtUndo).isFalse();
            assertThat(engine.holder(THING)).isEmpty();
        }
    }

    @Test
    void aJobOfAGroupTakesNormalJobsInsideItWhicheverOfTheGroupItIs() throws Exception {
        try (JobEngine engine = open()) {
            List<Job> jobs = engine.submitTogether(List.of(
                    JobRequest.of("nesting").on(THING).with(Document.of("own", "t")),
                    JobRequest.of("nesting").on(OTHER).with(Document.of("own", "u"))));
            for (Job job : jobs) {
                assertThat(job.await().message()).isEmpty();
                assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
                long inner = job.await().result().integer("inner");
                assertThat(engine.jobStats(inner))
                        .hasValueSatisfying(stats -> assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED));
            }
        }
    }
}
