package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The keys that are known are bounded, and the oldest go first. */
class KnownKeysTest {

    @Test
    void theOldestKeysAreForgottenWhenThereAreTooMany() {
        KnownKeys keys = new KnownKeys();
        for (int id = 1; id <= KnownKeys.MOST + 5; id++) {
            keys.put(new KnownKeys.Known("key " + id, id, 0));
        }
        assertThat(keys.all()).hasSize(KnownKeys.MOST);
        assertThat(keys.find("key 5")).isNull();
        assertThat(keys.find("key 6")).isEqualTo(new KnownKeys.Known("key 6", 6, 0));
    }

    @Test
    void aJobWhoseKeyWasForgottenDoesNotTakeItBackFromWhoHasTakenItSince() {
        KnownKeys keys = new KnownKeys();
        keys.put(new KnownKeys.Known("key", 1, 0));
        for (int id = 2; id <= KnownKeys.MOST + 1; id++) {
            keys.put(new KnownKeys.Known("key " + id, id, 0));
        }
        assertThat(keys.find("key")).isNull();
        KnownKeys.Known newer = new KnownKeys.Known("key", KnownKeys.MOST + 2, 7);
        keys.put(newer);
        // As at the next event of job 1, which has not ended.
        keys.put(new KnownKeys.Known("key", 1, 0));
        assertThat(keys.find("key")).isEqualTo(newer);
        assertThat(keys.all()).hasSize(KnownKeys.MOST).contains(newer);
    }

    @Test
    void aKeyThatIsTakenAgainAfterItWasForgottenStandsForTheNewJob() {
        KnownKeys keys = new KnownKeys();
        keys.put(new KnownKeys.Known("key", 1, 0));
        keys.put(new KnownKeys.Known("key", 2, 7));
        assertThat(keys.find("key")).isEqualTo(new KnownKeys.Known("key", 2, 7));
    }
}
