package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.VersionConflictException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does not take, and that nothing of it is in the log. */
@Timeout(60)
class RefusedInputTest {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");

    @TempDir
    private Path directory;

    private EngineConfig.Builder engine() {
        return JobEngine.at(directory.resolve("ledger"))
                .operation(Operation.of("nothing", RecoveryPolicy.RESTART, job -> Document.of("done", true)));
    }

    @Test
    void definitionsChangeOnlyFromTheVersionThatWasSeen() {
        ResourceRef pool = ResourceRef.of("pool", "p");
        try (JobEngine engine = engine().open()) {
            assertThat(engine.record(pool, 0, Document.of("target", "/a"))).isEqualTo(1);
            assertThatThrownBy(() -> engine.record(pool, 0, Document.of("target", "/b")))
                    .isInstanceOf(VersionConflictException.class)
                    .hasMessageContaining("version 1");
            assertThat(engine.record(pool, 1, null)).isEqualTo(2);
            assertThat(engine.resource(pool)).isEmpty();
            assertThat(engine.record(pool, 0, Document.of("target", "/c"))).isEqualTo(3);
        }
        try (JobEngine engine = engine().mode(OpenMode.INSPECT).open()) {
            assertThat(engine.resources("pool")).singleElement().satisfies(record -> {
                assertThat(record.version()).isEqualTo(3);
                assertThat(record.definition()).isEqualTo(Document.of("target", "/c"));
            });
        }
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsAppended() {
        try (JobEngine engine = engine().open()) {
            long before = engine.position();
            assertThatThrownBy(() -> engine.submit(JobRequest.of("no-such")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("'no-such'")
                    .hasMessageContaining("nothing");
            assertThatThrownBy(() -> JobRequest.of("nothing").on(VOLUME).on(VOLUME))
                    .hasMessageContaining("claimed twice");
            assertThatThrownBy(() -> JobRequest.of("nothing").waiting(Duration.ofSeconds(-1)))
                    .hasMessageContaining("PT-1S");
            assertThatThrownBy(() -> ResourceRef.of("volume", "a/b")).hasMessageContaining("'a/b'");
            assertThatThrownBy(() -> Document.of("x", "y".repeat(300_000))).hasMessageContaining("300008 characters");
            assertThat(engine.position()).isEqualTo(before);
        }
    }

    @Test
    void anInspectedLedgerTakesNothing() {
        engine().open().close();
        try (JobEngine engine = engine().mode(OpenMode.INSPECT).open()) {
            assertThatThrownBy(() -> engine.submit(JobRequest.of("nothing"))).isInstanceOf(LedgerClosedException.class);
            assertThatThrownBy(() -> engine.record(VOLUME, 0, Document.empty()))
                    .isInstanceOf(LedgerClosedException.class);
        }
    }
}
