package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A ledger in memory whose segments are small and many, compressed when a test asks for it. */
final class Compression {
    static final int SEGMENT = 4096;

    private Compression() {}

    /** Works on a ledger of its own, over two epochs, and leaves it open. */
    static Ledger history(Disk disk, long seed) throws IOException {
        Work work = new Work(new Acknowledged(), new Random(seed), 300, false);
        try (Ledger first = LedgerOnDisk.own(disk, SEGMENT)) {
            work.on(first, 25);
        }
        Ledger second = LedgerOnDisk.own(disk, SEGMENT);
        work.on(second, 25);
        return second;
    }

    /** Compresses what can be; how many segments that were. */
    static int compress(Ledger ledger) throws IOException {
        return compress(ledger, LedgerOnDisk.NOBODY_ELSE);
    }

    static int compress(Ledger ledger, Ownership ownership) throws IOException {
        return new SegmentCompressor((Journal) ledger.log(), ownership, 0, () -> {}).run();
    }

    /** Fails unless one log begins with another, to the last byte of each event. */
    static void requireBegins(List<StoredEvent> log, List<StoredEvent> expected) {
        assertThat(log).hasSizeGreaterThanOrEqualTo(expected.size());
        assertThat(GroupFrame.encode(1, 1, 0, log.subList(0, expected.size())))
                .isEqualTo(GroupFrame.encode(1, 1, 0, expected));
    }

    static List<StoredEvent> inspect(Disk disk) throws IOException {
        return Logs.read(LedgerOnDisk.inspect(disk).log());
    }

    static List<String> files(Disk disk, String ending) throws IOException {
        return disk.list(LedgerOnDisk.JOURNAL).stream()
                .filter(name -> name.endsWith(ending))
                .toList();
    }

    static byte[] bytes(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(LedgerOnDisk.JOURNAL.resolve(name))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    /** Puts a file there; without bytes takes it away. */
    static void put(Disk disk, String name, byte @Nullable [] bytes) throws IOException {
        if (disk.list(LedgerOnDisk.JOURNAL).contains(name)) {
            disk.delete(LedgerOnDisk.JOURNAL.resolve(name));
        }
        if (bytes != null) {
            try (DiskFile file = disk.create(LedgerOnDisk.JOURNAL.resolve(name))) {
                file.write(ByteBuffer.wrap(bytes), 0);
            }
        }
    }
}
