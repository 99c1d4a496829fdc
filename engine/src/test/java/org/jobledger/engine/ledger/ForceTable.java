package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jobledger.engine.ledger.disk.DiskChannel;
import org.jobledger.engine.ledger.disk.DiskFilePath;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.jobledger.engine.ledger.disk.LeavingOutDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.Step;

/** Every line of the code that forces, and the search that finds a fault when it is left out. */
final class ForceTable {
    private static final int SEGMENT = 4096;
    private static final int CHUNK = 8192;

    /** Does something on a disk that is cut, by a seed; true where something is not as it must be. */
    @FunctionalInterface
    interface Search {
        boolean finds(long seed, UnaryOperator<Disk> faults) throws IOException;
    }

    private ForceTable() {}

    /** The searches by the name of the site, see {@link ForceSites#inTheCode()}. */
    static Map<String, Search> rows() {
        Map<String, Search> rows = new LinkedHashMap<>();
        for (String site : List.of(
                "JournalWriter.forceInherited force",
                "JournalWriter.force force",
                "JournalWriter.grow force",
                "JournalWriter.newSegment force",
                "JournalWriter.newSegment forceDirectory",
                "JournalWriter.seal force",
                "LedgerDirectory.create force",
                "LedgerDirectory.forceEntries forceDirectory 2")) {
            rows.put(site, ForceTable::aJournalLoses);
        }
        rows.put("JournalWriter.forceInherited forceDirectory", ForceTable::aSegmentFollowsOneThatIsGone);
        rows.put("NewestSegment.write force", ForceTable::aSegmentThatIsGoneIsNotMissed);
        rows.put("NewestSegment.write forceDirectory", ForceTable::aSegmentThatIsGoneIsNotMissed);
        rows.put("LedgerDirectory.create forceDirectory", ForceTable::aFormatStandsAlone);
        rows.put("LedgerDirectory.forceEntries forceDirectory", ForceTable::aSnapshotStandsWithoutItsFormat);
        rows.put("SegmentCompressor.make force", ForceTable::aCompressedJournalLoses);
        rows.put("SegmentCompressor.compress forceDirectory", ForceTable::aCompressedJournalLoses);
        rows.put("SegmentCompressor.compress forceDirectory 2", ForceTable::anOriginalComesBack);
        rows.put("SegmentMending.replace force", ForceTable::aRepairIsForgotten);
        rows.put("SegmentMending.replace forceDirectory", ForceTable::aRepairIsForgotten);
        rows.put("SegmentMending.keep force", ForceTable::aBrokenFileIsNotKept);
        rows.put("SegmentMending.keep forceDirectory", ForceTable::aBrokenFileIsNotKept);
        rows.put("SnapshotFile.write force", ForceTable::aSnapshotIsOfNoUse);
        rows.put("SnapshotFile.write forceDirectory", ForceTable::aSnapshotIsOfNoUse);
        rows.put("OwnedPlace.install forceDirectory", ForceTable::tablesThatWereMadeAgainAreGone);
        rows.put("OrderedFile.writeAndForce force", ForceTable::whatADatabaseWroteIsGone);
        return rows;
    }

    /** Counts how often a site was left out. */
    static UnaryOperator<Disk> leavingOut(ForceSites.Site site, AtomicInteger count) {
        return disk -> new LeavingOutDisk(disk, site, count);
    }

    private static boolean aJournalLoses(long seed, UnaryOperator<Disk> faults) {
        return new PowerCutRun(new Random(seed), new PowerCutDisk(), faults).loss() != null;
    }

    /** A disk that is cut off at one directory it is to force, once something is there. */
    private static FailingDisk cutOff(Disk disk, Path directory, int passing, Check once) {
        FailingDisk failing = new FailingDisk(disk);
        failing.failAfter(
                passing,
                "the power is gone",
                step -> step.kind() == Step.Kind.FORCE_DIRECTORY && step.path().equals(directory) && once.holds());
        return failing;
    }

    /** Something that is true of a disk or not. */
    @FunctionalInterface
    private interface Check {
        boolean isTrue() throws IOException;

        default boolean holds() {
            try {
                return isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean opensWith(PowerCutDisk store, Acknowledged witness) {
        try (Ledger ledger = LedgerOnDisk.own(store, SEGMENT)) {
            witness.requireIn(Logs.read(ledger.log()));
            return true;
        } catch (IOException | RuntimeException | AssertionError e) {
            return false;
        }
    }

    private static void tryToOpen(Disk disk) {
        try {
            LedgerOnDisk.own(disk, SEGMENT);
            throw new AssertionError("the power was not cut");
        } catch (IOException e) {
            // It was.
        }
    }

    /** Two openings are cut off when their segments have no durable name yet, the second one by the power. */
    private static boolean aSegmentFollowsOneThatIsGone(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        Acknowledged witness = new Acknowledged();
        try (Ledger ledger = LedgerOnDisk.own(store, SEGMENT)) {
            new Work(witness, new Random(seed), 300, false).on(ledger, 3);
        }
        store.settle();
        tryToOpen(cutOff(store, LedgerOnDisk.JOURNAL, 1, () -> true));
        store.kill();
        tryToOpen(cutOff(faults.apply(store), LedgerOnDisk.JOURNAL, 1, () -> true));
        store.cutPower(new Random(seed));
        return !opensWith(store, witness);
    }

    private static boolean aSegmentThatIsGoneIsNotMissed(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        Ledger ledger = LedgerOnDisk.own(faults.apply(store), SEGMENT);
        store.cutPower(new Random(seed));
        ledger.close();
        for (String segment : Compression.files(store, ".journal")) {
            store.delete(LedgerOnDisk.JOURNAL.resolve(segment));
        }
        return opensWith(store, new Acknowledged());
    }

    private static boolean aFormatStandsAlone(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        tryToOpen(cutOff(
                faults.apply(store),
                LedgerOnDisk.LEDGER,
                0,
                () -> store.list(LedgerOnDisk.LEDGER).contains("format")));
        store.cutPower(new Random(seed));
        return !opensWith(store, new Acknowledged());
    }

    private static boolean aSnapshotStandsWithoutItsFormat(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        Acknowledged witness = new Acknowledged();
        Disk disk = cutOff(
                faults.apply(store),
                LedgerOnDisk.LEDGER,
                0,
                () -> store.list(LedgerOnDisk.LEDGER).contains("snapshot"));
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            new Work(witness, new Random(seed), 300, false).on(ledger, 3);
        }
        store.cutPower(new Random(seed));
        return !opensWith(store, witness);
    }

    private static boolean aCompressedJournalLoses(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        // Cut when the original is removed, before that is durable.
        List<StoredEvent> log =
                compressed(store, disk -> cutOff(faults.apply(disk), LedgerOnDisk.JOURNAL, 1, () -> true));
        store.cutPower(new Random(seed));
        try {
            Compression.requireBegins(Compression.inspect(store), log);
            return false;
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }

    private static boolean anOriginalComesBack(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        compressed(store, faults);
        store.cutPower(new Random(seed));
        return Compression.files(store, ".journal").size() > 2;
    }

    private static List<StoredEvent> compressed(PowerCutDisk store, UnaryOperator<Disk> faults) throws IOException {
        Ledger ledger = Compression.history(store, 1);
        store.settle();
        List<StoredEvent> log = Logs.read(ledger.log());
        try (Ledger seen = LedgerOnDisk.inspect(faults.apply(store))) {
            Compression.compress(seen);
        } catch (IOException e) {
            // It was cut off.
        }
        store.failAtStep(1, false);
        ledger.close();
        return log;
    }

    private static boolean aRepairIsForgotten(long seed, UnaryOperator<Disk> faults) throws IOException {
        DamagedJournal damaged = DamagedJournal.make();
        damaged.repair(faults.apply(damaged.store()));
        damaged.store().cutPower(new Random(seed));
        try {
            Compression.requireBegins(Compression.inspect(damaged.store()), damaged.log());
            return false;
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }

    /** Cut as soon as the repaired segment can be in its place. */
    private static boolean aBrokenFileIsNotKept(long seed, UnaryOperator<Disk> faults) throws IOException {
        DamagedJournal damaged = DamagedJournal.make();
        PowerCutDisk store = damaged.store();
        try {
            damaged.repair(cutOff(faults.apply(store), LedgerOnDisk.JOURNAL, 1, () -> true));
        } catch (IOException e) {
            // It was cut off.
        }
        store.cutPower(new Random(seed));
        if (Arrays.equals(Compression.bytes(store, damaged.victim()), damaged.broken())) {
            return false;
        }
        for (RepairNote repair : RepairNote.unrecordedIn(store, LedgerOnDisk.JOURNAL)) {
            if (Arrays.equals(Compression.bytes(store, repair.unrecorded()), damaged.broken())) {
                return false;
            }
        }
        return true;
    }

    private static boolean aSnapshotIsOfNoUse(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        Disk disk = faults.apply(store);
        Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
        new Work(new Acknowledged(), new Random(seed), 300, false).on(ledger, 3);
        ledger.close();
        store.cutPower(new Random(seed));
        return new SnapshotFile(store, LedgerOnDisk.LEDGER)
                .read(Journal.open(store, LedgerOnDisk.JOURNAL))
                .isEmpty();
    }

    private static boolean tablesThatWereMadeAgainAreGone(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        store.makeDirectory(LedgerOnDisk.HOME);
        store.makeDirectory(LedgerOnDisk.LEDGER);
        store.settle();
        Disk disk = faults.apply(store);
        String layer = DiskFilePath.mount(disk, true);
        OwnedPlace place = new OwnedPlace(LedgerOnDisk.LEDGER, layer, disk);
        Projection made = place.beside();
        Tables.fill(made, Histories.mixed().events(), 100);
        Projection installed = place.install(made);
        store.cutPower(new Random(seed));
        DiskFilePath.unmount(layer);
        try {
            installed.close();
        } catch (RuntimeException e) {
            // Its disk is gone.
        }
        return !store.list(LedgerOnDisk.LEDGER).contains(OwnedPlace.FILE);
    }

    private static boolean whatADatabaseWroteIsGone(long seed, UnaryOperator<Disk> faults) throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        store.makeDirectory(LedgerOnDisk.HOME);
        Path path = LedgerOnDisk.HOME.resolve("file");
        DiskFile below = faults.apply(store).create(path);
        store.settle();
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 17);
        try (OrderedFile file = new OrderedFile(new DiskChannel(below, true))) {
            file.write(ByteBuffer.wrap(chunk), 0);
            store.cutPower(new Random(seed));
        }
        try (DiskFile left = store.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
            left.read(bytes, 0);
            return !Arrays.equals(bytes.array(), chunk);
        }
    }
}
