package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jobledger.engine.ledger.Compression.bytes;
import static org.jobledger.engine.ledger.Compression.compress;
import static org.jobledger.engine.ledger.Compression.files;
import static org.jobledger.engine.ledger.Compression.inspect;
import static org.jobledger.engine.ledger.Compression.put;
import static org.jobledger.engine.ledger.Compression.requireBegins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is damaged in a compressed segment is named, or read from the other form; it is never a silent wrong answer. */
class CompressedSegmentDamageTest {
    /** The checksum and the length at the end of a gzip file, bytes. */
    private static final int TRAILER = 8;

    private final PowerCutDisk disk = new PowerCutDisk();
    private List<StoredEvent> log = List.of();
    private List<String> compressed = List.of();

    @BeforeEach
    void make() throws IOException {
        try (Ledger ledger = Compression.history(disk, 1)) {
            compress(ledger);
        }
        log = inspect(disk);
        compressed = files(disk, ".gz");
    }

    private long firstPosition(int segment) {
        return Long.parseLong(compressed.get(segment).substring(0, 19));
    }

    private void requireDamaged(String name, String what) {
        assertThatThrownBy(() -> inspect(disk))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(name.replace(".gz", ""))
                .hasMessageContaining(what);
    }

    @Test
    void aFlippedBitAnywhereIsReportedWithTheFirstPositionThatCannotBeReadOrChangesNothing() throws IOException {
        String victim = compressed.get(2);
        byte[] good = bytes(disk, victim);
        int reported = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << (i % 8));
            put(disk, victim, bad);
            reported += requireNoSilentWrongAnswer(victim, 2) ? 1 : 0;
        }
        // What stands in a gzip header besides the data (time, system) and its checksum can change without changing the
        // data.
        assertThat(reported).isGreaterThan(good.length - 30);
    }

    /** True where it was reported. */
    private boolean requireNoSilentWrongAnswer(String victim, int segment) throws IOException {
        List<StoredEvent> read = new ArrayList<>();
        try (EventCursor cursor = LedgerOnDisk.inspect(disk).log().read(1)) {
            for (@Nullable StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                read.add(event);
            }
        } catch (LedgerDamagedException e) {
            assertThat(e).hasMessageContaining(victim.replace(".gz", ""));
            if (read.size() >= firstPosition(segment)) {
                assertThat(e).hasMessageContaining("position " + (read.size() + 1) + " cannot be read");
            } else {
                assertThat(e).hasMessageContaining("position");
            }
            return true;
        }
        requireBegins(read, log);
        return false;
    }

    @Test
    void aMissingOneIsNamed() throws IOException {
        put(disk, compressed.get(1), null);
        requireDamaged(
                compressed.get(1), "is missing: positions " + firstPosition(1) + " to " + (firstPosition(2) - 1));
    }

    @Test
    void oneThatWasCutIsNamed() throws IOException {
        byte[] good = bytes(disk, compressed.get(1));
        for (int length = 0; length < good.length - 2 * TRAILER; length += 13) {
            put(disk, compressed.get(1), Arrays.copyOf(good, length));
            boolean reported = requireNoSilentWrongAnswer(compressed.get(1), 1);
            assertThat(reported).as("%d of %d bytes", length, good.length).isTrue();
        }
    }

    @Test
    void oneThatHoldsAnotherSegmentIsNamed() throws IOException {
        put(disk, compressed.get(1), bytes(disk, compressed.get(2)));
        requireDamaged(compressed.get(1), "is not there: the file of that name holds");
    }

    @Test
    void aCompressedSegmentThatNothingFollowsIsNamed() throws IOException {
        for (String plain : files(disk, ".journal")) {
            put(disk, plain, null);
        }
        requireDamaged(compressed.get(compressed.size() - 1), "another one followed it, which is missing");
    }

    @Test
    void whereBothFormsAreThereEitherDoes() throws IOException {
        String victim = compressed.get(1);
        String plain = victim.replace(".gz", "");
        byte[] packed = bytes(disk, victim);
        byte[] original = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        put(disk, plain, original);
        requireWhole();
        put(disk, victim, new byte[100]);
        requireWhole();
        put(disk, victim, packed);
        for (int i = 0; i < original.length; i += 7) {
            byte[] bad = original.clone();
            bad[i] ^= 0x10;
            put(disk, plain, bad);
            requireWhole();
        }
        for (int length = 0; length < original.length; length += 101) {
            put(disk, plain, Arrays.copyOf(original, length));
            requireWhole();
        }
    }

    private void requireWhole() throws IOException {
        requireBegins(inspect(disk), log);
    }
}
