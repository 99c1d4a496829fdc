package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom the appender waits for. Nothing is waited for here. */
class GatheringTest {
    private final Gathering gathering = new Gathering();

    @Test
    void nobodyIsWaitedForBeforeAnybodyWasTold() {
        assertThat(gathering.expected()).isEqualTo(1);
        gathering.told(0, 5);
        assertThat(gathering.expected()).isEqualTo(1);
    }

    @Test
    void aLoneCallerIsNeverWaitedForAsForMoreThanOne() {
        gathering.told(1, 0);
        assertThat(gathering.expected()).isEqualTo(1);
    }

    @Test
    void whoWasToldJoinsThoseWhoCameMeanwhileOnceForEachGroup() {
        gathering.told(5, 11);
        assertThat(gathering.expected()).isEqualTo(16);
        assertThat(gathering.expected()).isEqualTo(1);
        gathering.told(16, 0);
        assertThat(gathering.expected()).isEqualTo(16);
    }

    @Test
    void soManyThatTheyShareAForceWellEnoughAreNotWaitedFor() {
        gathering.told(Gathering.MANY - 1, 1);
        assertThat(gathering.expected()).isEqualTo(Gathering.MANY);
        gathering.told(Gathering.MANY, 1);
        assertThat(gathering.expected()).isEqualTo(1);
    }

    @Test
    void theWaitIsHalfOfAForceAndNothingWhereNothingIsForced() {
        assertThat(gathering.patienceNanos()).isZero();
        for (int i = 0; i < 100; i++) {
            gathering.forced(140_000);
        }
        assertThat(gathering.patienceNanos()).isBetween(69_000L, 70_000L);
    }

    @Test
    void whatWasInVainIsTriedMoreAndMoreSeldomUntilItIsWorthItAgain() {
        assertThat(groupsBetweenTries(0)).isZero();
        assertThat(groupsBetweenTries(0)).isEqualTo(1);
        assertThat(groupsBetweenTries(0)).isEqualTo(3);
        for (int i = 0; i < 10; i++) {
            groupsBetweenTries(0);
        }
        assertThat(groupsBetweenTries(0)).isEqualTo(64);
        // Half of those who were told have come: they will again.
        assertThat(groupsBetweenTries(2)).isEqualTo(64);
        assertThat(groupsBetweenTries(2)).isZero();
    }

    /** How many groups of four who are told go by until they are waited for, and so many come. */
    private int groupsBetweenTries(int come) {
        int groups = 0;
        gathering.told(4, 3);
        while (gathering.expected() == 1) {
            groups++;
            gathering.told(4, 3);
        }
        gathering.waited(3 + come);
        return groups;
    }
}
