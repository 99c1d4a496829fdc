package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.Verification;
import org.jobledger.engine.audit.Verifier;
import org.jobledger.engine.ledger.disk.DiskFilePath;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jspecify.annotations.Nullable;

/**
 * One ledger, journal and tables on the same disk, through several openings in a row, each ended by a power cut or a kill at a moment
 * chosen by lot.
 *
 * <p>H2 writes at times of its own, so that a seed says what is tried but not, to the last write, what comes of it.
 */
final class TablesCutRun {
    private static final int OPENINGS = 8;
    private static final int[] LONGEST_LIVES = {12, 60, 250};
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SLICE = Duration.ofMillis(20);
    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int NEVER = Integer.MAX_VALUE;

    private final Random lot;
    private final boolean keepsOrder;
    private final PowerCutDisk disk = new PowerCutDisk();
    private final Acknowledged witness = new Acknowledged();
    private final Work work;
    private final int rounds;
    private final boolean reusesSpaceAtOnce;
    private final List<String> rebuilds = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private boolean tablesWereThere;
    private boolean closed;
    private int cuts;
    private int kills;
    private int inTheMiddle;
    private int verified;
    private int missing;

    /** A run; {@code keepsOrder} false leaves out the forces that order H2's writes, and does not compare the tables with a replay. */
    TablesCutRun(Random lot, boolean keepsOrder) {
        this.lot = lot;
        this.keepsOrder = keepsOrder;
        this.work = new Work(witness, lot, 1 + lot.nextInt(900), false);
        this.rounds = 2 + lot.nextInt(8);
        this.reusesSpaceAtOnce = lot.nextBoolean();
    }

    int cuts() {
        return cuts;
    }

    int kills() {
        return kills;
    }

    /** How many of the cuts and kills came while something was being written. */
    int inTheMiddle() {
        return inTheMiddle;
    }

    /** How many openings caught up and were verified. */
    int verified() {
        return verified;
    }

    int acknowledged() {
        return witness.count();
    }

    /** Why tables that were there had to be made again, each time. */
    List<String> rebuilds() {
        return rebuilds;
    }

    /** What H2 said when it failed in a session of ours while the power was on. */
    List<String> troubles() {
        return troubles;
    }

    /** How often tables that had been there were gone. */
    int missing() {
        return missing;
    }

    /** Runs it; what was lost or is not sound, or null. */
    @Nullable
    Throwable loss() {
        try {
            for (int i = 0; i < OPENINGS; i++) {
                int longest = LONGEST_LIVES[lot.nextInt(LONGEST_LIVES.length)];
                live(1 + lot.nextInt(longest), lot.nextBoolean());
                end();
            }
            live(NEVER, false);
            return null;
        } catch (AssertionError | IOException | RuntimeException | SQLException e) {
            return e;
        }
    }

    private void end() {
        if (!disk.powered()) {
            inTheMiddle++;
        }
        if (lot.nextInt(6) == 0) {
            kills++;
            disk.kill();
        } else {
            cuts++;
            disk.cutPower(lot);
        }
    }

    /** One opening with so many changes of the disk to live, counted from the opening or from the verification on. */
    private void live(int steps, boolean fromOpening) throws IOException, SQLException {
        disk.failAtStep(fromOpening ? steps : NEVER, lot.nextBoolean());
        String layer = DiskFilePath.mount(disk, keepsOrder);
        closed = false;
        @Nullable Ledger ledger = null;
        try {
            ledger = LedgerOnDisk.own(disk, SEGMENT_BYTES);
            witness.requireIn(Logs.read(ledger.log()));
            live(ledger, layer, steps);
        } catch (JobLedgerException | IOException e) {
            if (disk.powered()) {
                throw e;
            }
        } finally {
            abandon(ledger);
            DiskFilePath.unmount(layer);
        }
    }

    private void live(Ledger ledger, String layer, int steps) throws IOException, SQLException {
        boolean found = disk.list(LedgerOnDisk.LEDGER).contains(OwnedPlace.FILE);
        Projector tables = Projector.start(ledger.log(), new OwnedPlace(LedgerOnDisk.LEDGER, layer, disk));
        try {
            if (!caughtUp(tables, ledger)) {
                return;
            }
            disk.failAtStep(NEVER, false);
            Optional<String> rebuilt = tables.rebuiltBecause();
            if (!disk.powered()) {
                return;
            }
            rebuilt.map(reason -> reason.replace(layer, "")
                            + (reusesSpaceAtOnce ? ", where space is used again at once" : ""))
                    .ifPresent(rebuilds::add);
            missing += tablesWereThere && !found ? 1 : 0;
            tablesWereThere = true;
            if (keepsOrder) {
                requireSound(tables, ledger);
            }
            disk.failAtStep(steps, lot.nextBoolean());
            work(tables, ledger, layer);
        } finally {
            abandon(tables);
        }
    }

    private void work(Projector tables, Ledger ledger, String layer) throws SQLException {
        administer(layer, "SET RETENTION_TIME " + (reusesSpaceAtOnce ? 0 : 45_000));
        for (int i = 0; i < rounds && disk.powered(); i++) {
            work.on(ledger, 1 + lot.nextInt(6));
            if (lot.nextInt(3) > 0 && caughtUp(tables, ledger)) {
                administer(
                        layer,
                        List.of("CHECKPOINT", "CHECKPOINT SYNC", "SET WRITE_DELAY 1")
                                .get(lot.nextInt(3)));
            }
        }
        if (lot.nextInt(4) == 0) {
            tables.close();
            ledger.close();
            closed = disk.powered();
        }
    }

    /** Waits until the tables hold what is durable; false where the power fails first. */
    private boolean caughtUp(Projector tables, Ledger ledger) {
        long wanted = ledger.log().forcedPosition();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (disk.powered()) {
            try {
                tables.awaitApplied(wanted, SLICE);
                return true;
            } catch (ProjectionBehindException e) {
                if (System.nanoTime() - deadline > 0 && disk.powered()) {
                    throw new AssertionError("the tables do not catch up by themselves", e);
                }
            }
        }
        return false;
    }

    private void requireSound(Projector tables, Ledger ledger) {
        try (TablesSnapshot snapshot = tables.snapshot()) {
            assertThat(snapshot.head().position()).isEqualTo(ledger.log().forcedPosition());
            List<Verification.Check> wrong = Verifier.verify(ledger.log(), snapshot, false).checks().stream()
                    .filter(check -> !check.sound())
                    .toList();
            assertThat(wrong).isEmpty();
        }
        verified++;
    }

    /**
     * Makes H2 write, or write soon, in a session beside the projector's. The power may fail meanwhile. H2 may also fail on its own, as
     * an assertion of 2.4.240 did once in some 2 500 cuts; that is counted, and the openings that follow must be sound without it.
     */
    private void administer(String layer, String statement) throws SQLException {
        String file = OrderedFilePath.name(layer, LedgerOnDisk.LEDGER.resolve(OwnedPlace.NAME));
        try (Connection session = DriverManager.getConnection("jdbc:h2:" + file + ";IFEXISTS=TRUE", "LEDGER", "");
                Statement asked = session.createStatement()) {
            asked.execute(statement);
        } catch (SQLException e) {
            if (disk.powered()) {
                if (!TroubleInH2.closed(e.getErrorCode())) {
                    throw e;
                }
                troubles.add(TroubleInH2.shortly(e));
            }
        }
    }

    /** Ends the threads of a process that is no more. */
    private void abandon(Projector tables) {
        if (!closed) {
            disk.failAtStep(1, false);
        }
        tables.close(Duration.ZERO);
    }

    private void abandon(@Nullable Ledger ledger) {
        if (ledger != null && !closed) {
            disk.failAtStep(1, false);
            ledger.close();
        }
    }
}
