package org.jobledger.engine.claim;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;

/** Asks a table for claims on behalf of jobs that are only numbers. Thread-safe. */
final class Askers {
    private final AtomicLong lastId = new AtomicLong();
    private final ClaimTable table;

    Askers(ClaimTable table) {
        this.table = table;
    }

    static Claimant claimant(long id, JobClass jobClass) {
        return new Claimant(id, jobClass, "op", "p", "api", "t", Instant.EPOCH, JobAdmission.DEFAULT.allowed(), 0);
    }

    ClaimAnswer ask(JobClass jobClass, Runnable whenGranted, Claim... claims) {
        return table.ask(claimant(lastId.incrementAndGet(), jobClass), List.of(claims), Terms.PATIENT, whenGranted);
    }

    /** The ticket, held or waited for. */
    Ticket ticket(JobClass jobClass, Claim... claims) {
        return ticket(ask(jobClass, () -> {}, claims));
    }

    static Ticket ticket(ClaimAnswer answer) {
        return answer instanceof ClaimAnswer.Granted granted
                ? granted.ticket()
                : ((ClaimAnswer.Queued) answer).ticket();
    }

    /** Waits until the claims are held. */
    Ticket await(JobClass jobClass, Claim... claims) throws InterruptedException {
        CountDownLatch granted = new CountDownLatch(1);
        ClaimAnswer answer = ask(jobClass, granted::countDown, claims);
        if (answer instanceof ClaimAnswer.Queued) {
            granted.await();
        }
        return ticket(answer);
    }
}
