package org.jobledger.engine.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.disk.HastyDisk;
import org.jobledger.engine.ledger.disk.StallingDisk;

/**
 * A process that is made to be killed: several ledgers with several writers each. It says on its output what was acknowledged
 * ({@code A ledger number position}) and where a ledger's disk stands still ({@code S ledger}); a line that was written before the kill is
 * read after it.
 */
final class KilledWriters {
    static final int WRITERS = 4;

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private KilledWriters() {}

    /** Arguments: directory, number of ledgers, first request number, seed, moment to stall at, whether the disk is hasty, durability. */
    public static void main(String[] args) {
        AtomicInteger numbers = new AtomicInteger(Integer.parseInt(args[2]));
        Random lot = new Random(Long.parseLong(args[3]));
        StallingDisk.Moment moment = StallingDisk.Moment.valueOf(args[4]);
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            int ledger = i;
            int before = lot.nextInt(moment == StallingDisk.Moment.ANY_CHANGE ? 14 : 40);
            Disk under = Boolean.parseBoolean(args[5]) ? new HastyDisk(new RealDisk()) : new RealDisk();
            Disk disk = new StallingDisk(under, moment, before, () -> say("S " + ledger));
            Path directory = Path.of(args[0], "ledger-" + ledger);
            long seed = lot.nextLong();
            new Thread(() -> live(directory, disk, Durability.valueOf(args[6]), new Voice(ledger, numbers), seed))
                    .start();
        }
    }

    private static void live(Path directory, Disk disk, Durability durability, Witness witness, long seed) {
        Ledger ledger = Ledger.open(
                new LedgerSettings(directory, OpenMode.HOLD, durability, 64 * 1024, EngineClock.system(), disk));
        for (int i = 0; i < WRITERS; i++) {
            Work work = new Work(witness, new Random(seed + i), 300, false, "w" + i);
            new Thread(() -> write(ledger, work)).start();
        }
    }

    private static void write(Ledger ledger, Work work) {
        while (true) {
            work.on(ledger, 3);
        }
    }

    /** Tells the parent process of acknowledgements. */
    private record Voice(int ledger, AtomicInteger numbers) implements Witness {
        @Override
        public int nextNumber() {
            return numbers.incrementAndGet();
        }

        @Override
        public void acknowledge(int number, long position) {
            say("A " + ledger + " " + number + " " + position);
        }
    }

    /** One write each, so that a line is whole or not there. */
    private static void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
