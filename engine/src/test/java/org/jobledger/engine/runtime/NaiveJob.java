package org.jobledger.engine.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** A job of the {@link NaiveJobs}: what is known of it, and what this process has of it. */
final class NaiveJob {
    /** What its handler is called for. */
    enum Call {
        NONE,
        WORK,
        UNDO,
        COMMIT
    }

    final long id;
    final JobClass jobClass;
    final NaiveJobs.Op operation;
    final List<Claim> claims;
    final boolean finalized;
    final boolean dismissed;
    final int priority;
    final long deadline;
    final long noProgress;
    final String key;
    final long created;
    long group;
    int groupSize;

    // What the ledger knows.
    JobStatus status = JobStatus.CREATED;
    JobStatus cutOff = JobStatus.CREATED;
    boolean everStarted;
    boolean abort;
    boolean rollingBack;
    boolean checkpoint;
    long checkpointProcessed;
    int retries;
    Set<JobClass> allowed;
    long changed;
    long restsUntil;
    String code = "";

    // What this process has.
    boolean here;
    boolean resting;
    boolean abortHere;
    boolean interrupted;
    boolean escalated;
    boolean abandoned;
    boolean withdrawn;
    boolean place;
    Set<ResourceRef> recorded = Set.of();
    boolean adoptedFromQueue;
    long processed;
    long worked;
    long callBegan;

    @Nullable
    Mark mark;

    Call purpose = Call.WORK;
    Call call = Call.NONE;
    JobStatus soFar = JobStatus.CANCELLED;
    String soFarCode = "";
    NaiveClaims.@Nullable Asker asker;
    NaiveClaims.@Nullable Part part;

    NaiveJob(long id, NaiveJobs.Op operation, LifeStep.Wish wish, long now) {
        this.id = id;
        this.jobClass = JobClass.ASYNC;
        this.operation = operation;
        this.claims = wish.claims();
        this.finalized = wish.finalized();
        this.dismissed = wish.dismissed();
        this.priority = wish.priority();
        this.deadline = wish.deadline();
        this.noProgress = wish.noProgress();
        this.key = wish.key();
        this.allowed = new HashSet<>(wish.allowed());
        this.created = now;
        this.changed = now;
    }

    NaiveJob(long id, LifeStep.Begin wish, long now) {
        this.id = id;
        this.jobClass = wish.jobClass();
        this.operation = NaiveJobs.NO_OPERATION;
        this.claims = wish.claims();
        this.finalized = false;
        this.dismissed = false;
        this.priority = 0;
        this.deadline = 0;
        this.noProgress = 0;
        this.key = "";
        this.allowed = Set.of();
        this.created = now;
        this.changed = now;
    }

    /** How far it was when it last made progress, and how long it had worked then. */
    record Mark(long processed, long worked) {}

    boolean grouped() {
        return group != 0;
    }

    boolean concluded() {
        return status.ended() || status == JobStatus.CONCLUDED;
    }

    /** What it asks for itself, alone or with others. */
    NaiveClaims.Part newPart() {
        NaiveClaims.Part made = new NaiveClaims.Part(claims, allowed);
        part = made;
        return made;
    }

    boolean granted() {
        return asker != null && asker.granted();
    }

    /** The process is gone, and what it had. */
    void forgetProcess() {
        here = false;
        resting = false;
        abortHere = false;
        interrupted = false;
        escalated = false;
        abandoned = false;
        withdrawn = false;
        place = false;
        recorded = Set.of();
        adoptedFromQueue = false;
        worked = 0;
        mark = null;
        purpose = Call.WORK;
        call = Call.NONE;
        asker = null;
    }

    @Override
    public String toString() {
        return "job " + id;
    }
}
