package org.jobledger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every verb in every state: accepted with events, or refused with the sentence. */
class VerbTableTest {
    private static final JobCreated DEFINITION = new JobCreated(
            "wipe",
            1,
            JobClass.ASYNC,
            List.of(Claim.exclusive(ResourceRef.of("volume", "v"))),
            Document.empty(),
            RecoveryPolicy.RESUME,
            "me",
            "api");
    private static final Map<String, Command> VERBS = Map.of(
            "abort", new Command.Abort("me", "why"),
            "pause", new Command.Pause("me"),
            "resume", new Command.Continue("me"),
            "set-speed", new Command.LimitSpeed("me", 5),
            "finalize", new Command.Finalize("me", false),
            "dismiss", new Command.Dismiss("me"));

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void everyVerbIsAcceptedOrRefusedAsTheTableSays(JobStatus status) {
        assertThat(VerbTable.rows())
                .extracting(VerbTable.Row::verb)
                .containsExactlyInAnyOrderElementsOf(VERBS.keySet());
        for (VerbTable.Row row : VerbTable.rows()) {
            Decision decision = Decisions.decide(in(status), VERBS.get(row.verb()));
            if (row.accepted().contains(status)) {
                assertThat(decision).as("%s in %s", row.verb(), status).isInstanceOf(Decision.Accepted.class);
            } else {
                assertThat(decision)
                        .isEqualTo(new Decision.Refused(
                                Decision.Refusal.WRONG_STATE,
                                "Job '7' in state '" + status.name().toLowerCase(Locale.ROOT)
                                        + "' cannot accept command verb '" + row.verb() + "'"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void whatAVerbDoesIsPossibleInTheStatesThatAcceptIt(JobStatus status) {
        for (VerbTable.Row row : VerbTable.rows()) {
            if (row.accepted().contains(status)) {
                Decision.Accepted accepted = (Decision.Accepted) Decisions.decide(in(status), VERBS.get(row.verb()));
                JobState job = in(status);
                for (var event : accepted.events()) {
                    job = Evolution.evolve(
                            job, new RecordedEvent(9, 1, Instant.EPOCH, job.id(), job.version() + 1, event));
                }
                assertThat(job.version()).isGreaterThan(1);
            }
        }
    }

    private static JobState in(JobStatus status) {
        JobDraft draft = new JobDraft(JobState.created(7, DEFINITION, Instant.EPOCH));
        draft.status = status;
        draft.token = new WorkerToken(1, 1);
        draft.ending = status == JobStatus.CONCLUDED ? Ending.FAILED : null;
        return draft.done();
    }
}
