package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.UnknownFormatException;
import org.junit.jupiter.api.Test;

/** The life of a projector: it follows its log, answers readers, and stands beside others. */
class ProjectorTest extends ProjectorCase {
    @Test
    void aNewLedgerGetsItsTablesFromTheLog() {
        assertTablesAreRight();

        assertThat(directory.resolve("ledger.mv.db")).isRegularFile();
        assertThat(broken()).isEmpty();
    }

    @Test
    void whatIsAppendedIsApplied() {
        try (Projector projector = start()) {
            for (long job = 10; job < 60; job++) {
                Histories.completedJob(log, job, 2);
                projector.awaitApplied(log.forcedPosition(), LONG);

                assertThat(projector.stats(job)).isPresent();
            }
            assertThat(projector.appliedPosition()).isEqualTo(log.forcedPosition());
            assertThat(projector.newest(1)).extracting(JobStats::id).containsExactly(59L);
            assertThat(projector.eventsOf(59)).hasSize(8);
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aTailThatWasAppendedMeanwhileIsAppliedToTheFileThatIsThere() {
        build(log.upTo(9));
        MemoryLog longer = log;

        try (Projector projector = Projector.start(longer, TablePlace.owned(directory))) {
            projector.awaitApplied(longer.forcedPosition(), LONG);

            assertThat(projector.rebuiltBecause()).isEmpty();
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(longer.events()));
        }
    }

    @Test
    void whileAnotherProcessHasTheFileReadersAreToldAndItIsTriedAgain() throws Exception {
        build(log.upTo(5));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileHolder.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");
            try (Projector projector = start()) {
                assertThatThrownBy(() -> projector.awaitApplied(1, Duration.ofMillis(300)))
                        .isInstanceOf(ProjectionBehindException.class);
                other.destroyForcibly().waitFor();

                projector.awaitApplied(log.forcedPosition(), LONG);
                assertThat(projector.rebuiltBecause()).isEmpty();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aQueryThatEatsTheHeapHarmsNobodyElse() {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);

            assertThatThrownBy(() -> projector.query("SELECT LENGTH(REPEAT('xxxx', 500000000))", 1))
                    .isInstanceOf(QueryException.class);

            Histories.completedJob(log, 50, 1);
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(projector.stats(50)).isPresent();
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatIsClosedUnderItsReadersIsOpenedAgain() throws SQLException {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            withH2("SHUTDOWN IMMEDIATELY");

            assertThat(projector.stats(1)).isPresent();

            withH2("SHUTDOWN IMMEDIATELY");
            Histories.completedJob(log, 50, 1);
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(projector.stats(50)).isPresent();
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aLogThatThisReleaseCannotReadIsReportedToReadersAtOnce() {
        log.append(0, 99, "{}".getBytes(StandardCharsets.UTF_8));
        try (Projector projector = start()) {
            assertThatThrownBy(() -> projector.awaitApplied(log.forcedPosition(), LONG))
                    .isInstanceOf(ProjectionBehindException.class)
                    .hasMessageContaining("position " + log.forcedPosition())
                    .hasMessageContaining("99");
        }
    }

    @Test
    void waitingForAPositionThatDoesNotComeEnds() {
        try (Projector projector = start()) {
            assertThatThrownBy(() -> projector.awaitApplied(log.forcedPosition() + 1, Duration.ofMillis(50)))
                    .isInstanceOf(ProjectionBehindException.class)
                    .hasMessageContaining("not yet at " + (log.forcedPosition() + 1));
        }
    }

    @Test
    void closingCatchesUpFirst() {
        build(log);

        try (Projection tables = Projection.openFile(directory)) {
            assertThat(tables.head().position()).isEqualTo(log.forcedPosition());
        }
    }

    @Test
    void aClosedProjectorSaysSo() {
        Projector projector = start();
        projector.close();
        projector.close();

        assertThatThrownBy(() -> projector.stats(1)).isInstanceOf(LedgerClosedException.class);
    }

    @Test
    void closingAtOnceWithoutPatienceLeavesTheRestForTheNextOpening() {
        start().close(Duration.ZERO);

        assertTablesAreRight();
    }

    @Test
    void inspectingBesideTheOwnerWritesNothingInTheDirectory() throws IOException {
        try (Projector owner = start()) {
            owner.awaitApplied(log.forcedPosition(), LONG);
            List<Path> before = files();

            try (Projector inspector = Projector.start(log.upTo(20), TablePlace.copied(directory))) {
                inspector.awaitApplied(20, LONG);

                assertThat(inspector.stats(1)).isPresent();
                assertThat(files()).isEqualTo(before);
            }
            assertThat(owner.stats(1)).isPresent();
        }
    }

    @Test
    void inspectingAClosedLedgerLeavesItsFileAsItIs() throws IOException {
        build(log.upTo(15));
        byte[] before = Files.readAllBytes(file());

        try (Projector inspector = Projector.start(log, TablePlace.copied(directory))) {
            inspector.awaitApplied(log.forcedPosition(), LONG);

            assertThat(Tables.contents(inspector.snapshot())).isEqualTo(Tables.expected(log.events()));
            assertThat(inspector.rebuiltBecause()).isEmpty();
        }
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void anInspectorMayMeetTablesThatKnowMoreThanItsLog() {
        build(log);

        try (Projector inspector = Projector.start(log.upTo(10), TablePlace.copied(directory))) {
            inspector.awaitApplied(10, LONG);

            assertThat(inspector.appliedPosition()).isEqualTo(log.forcedPosition());
            assertThat(inspector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void tablesInMemoryNeedNoDirectory() {
        try (Projector projector = Projector.start(log, TablePlace.inMemory())) {
            projector.awaitApplied(log.forcedPosition(), LONG);

            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    @Test
    void aForeignLibraryIsNamedWithBothVersions() {
        assertThatThrownBy(() -> LibraryVersions.require("H2", "2.4.240", "2.5.250"))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("2.4.240")
                .hasMessageContaining("2.5.250");
    }
}
