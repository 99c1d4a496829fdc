package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Verification;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forger who computes every hash and checksum anew is found by what was noted elsewhere, and by nothing else. */
class ForgedJournalTest {
    private static final UUID ID = UUID.fromString("5b4e1d0a-3a1c-4a57-9d3e-2f6d0c1b7a11");
    private static final int FORGED = 9;

    @TempDir
    private Path home;

    private Path ledger;
    private Anchor noted = new Anchor(0, 0, "0".repeat(64));
    private final List<StoredEvent> log = Histories.mixed().events();

    @BeforeEach
    void writeALedgerAndNoteItsHead() throws IOException {
        ledger = home.resolve("ledger");
        write(log);
        JobEngine.at(ledger).adoptingCopy().mode(OpenMode.HOLD).open().close();
        try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.verify().sound()).isTrue();
            noted = engine.head();
        }
    }

    private void write(List<StoredEvent> events) throws IOException {
        Files.createDirectories(ledger);
        JournalFiles.write(new RealDisk(), ledger, ID, events, 4096);
    }

    private List<StoredEvent> now() {
        try (Ledger open = GoldenLedger.inspect(ledger, new RealDisk())) {
            return Logs.read(open.log());
        }
    }

    private void forge(List<StoredEvent> events) throws IOException {
        List<StoredEvent> chained = new ArrayList<>();
        Chain chain = new Chain();
        byte[] hash = Chain.genesis();
        for (StoredEvent event : events) {
            StoredEvent link = event.withHash(chain.link(hash, event));
            chained.add(link);
            hash = link.hash();
        }
        Files.move(ledger, home.resolve("original"));
        write(chained);
    }

    private static StoredEvent withText(StoredEvent event, String from, String to) {
        String text = new String(event.payload(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return new StoredEvent(
                event.position(),
                event.epoch(),
                event.atMicros(),
                event.jobId(),
                event.jobVersion(),
                event.typeCode(),
                event.schema(),
                event.salt(),
                text.replace(from, to).getBytes(StandardCharsets.UTF_8),
                event.hash());
    }

    private Verification verify(Anchor... anchors) {
        try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open()) {
            return engine.verify(List.of(anchors), VerificationListener.NONE);
        }
    }

    private static List<String> faults(Verification verification) {
        return verification.checks().stream()
                .filter(check -> !check.sound())
                .map(Verification.Check::detail)
                .toList();
    }

    @Test
    void anEventThatWasChangedWithAllHashesAfterItIsFoundByAnAnchor() throws IOException {
        List<StoredEvent> events = new ArrayList<>(now());
        events.set(FORGED, withText(events.get(FORGED), "1", "2"));
        forge(events);

        assertThat(faults(verify()))
                .as("without an anchor nothing is to be seen")
                .isEmpty();
        assertThat(faults(verify(noted)))
                .containsExactly("position " + noted.position()
                        + ": another hash was noted: this event, or one before it, is not what it was");
    }

    @Test
    void aForgerWhoLeavesTheTablesIsFoundByThem() throws IOException {
        List<StoredEvent> events = new ArrayList<>(now());
        events.set(FORGED, withText(events.get(FORGED), "1", "2"));
        forge(events);
        Files.copy(home.resolve("original").resolve("ledger.mv.db"), ledger.resolve("ledger.mv.db"));

        assertThat(verify().sound()).isFalse();
    }

    @Test
    void anEndThatWasCutOffIsFoundByAnAnchor() throws IOException {
        List<StoredEvent> events = now();
        forge(events.subList(0, events.size() - 3));

        assertThat(faults(verify())).isEmpty();
        assertThat(faults(verify(noted)))
                .containsExactly(
                        "position " + (noted.position() - 2) + ": the history ends before it, but had position "
                                + noted.position() + " when the anchor was noted");
    }
}
