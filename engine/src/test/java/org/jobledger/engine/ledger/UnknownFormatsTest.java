package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a newer release wrote is refused with a sentence, in every way of opening, and nothing is changed. */
class UnknownFormatsTest {
    private static final byte[] JSON = "{\"news\":true}".getBytes(StandardCharsets.UTF_8);
    private static final UUID ID = UUID.fromString("5b4e1d0a-3a1c-4a57-9d3e-2f6d0c1b7a11");

    @TempDir
    private Path home;

    private Path ledger;
    private final MemoryLog log = Histories.mixed();

    @BeforeEach
    void place() {
        ledger = home.resolve("ledger");
    }

    private void write() throws IOException {
        Files.createDirectory(ledger);
        JournalFiles.write(new RealDisk(), ledger, ID, log.events(), 4096);
    }

    private void requireRefused(OpenMode mode, String... words) throws IOException {
        List<String> before = new RealDisk().list(ledger.resolve("journal"));
        assertThatThrownBy(() -> JobEngine.at(ledger).mode(mode).open())
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContainingAll(words);
        assertThat(new RealDisk().list(ledger.resolve("journal"))).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void anEventTypeIsNamedWithItsPositionCodeAndVersion(OpenMode mode) throws IOException {
        long position = log.append(0, 999, 3, JSON).position();
        write();
        requireRefused(mode, "position " + position + ":", "type code 999", "schema version 3");
    }

    @ParameterizedTest
    @EnumSource
    void aNewerVersionOfAnEventIsNamedWithItsPositionCodeAndVersion(OpenMode mode) throws IOException {
        EventType type = EventType.RESOURCE_RECORDED;
        long position = log.append(0, type.code(), type.schema() + 1, JSON).position();
        write();
        requireRefused(
                mode,
                "position " + position + ":",
                "type code " + type.code(),
                "schema version " + (type.schema() + 1) + " of event ResourceRecorded",
                "knows " + type.schema());
    }

    @ParameterizedTest
    @EnumSource
    void aNewerFormatOfASegmentIsNamed(OpenMode mode) throws IOException {
        write();
        Path segment = ledger.resolve("journal")
                .resolve(new RealDisk().list(ledger.resolve("journal")).get(0));
        byte[] bytes = Files.readAllBytes(segment);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(8, SegmentHeader.FORMAT + 1);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, SegmentHeader.BYTES - Integer.BYTES);
        header.putInt(SegmentHeader.BYTES - Integer.BYTES, (int) crc.getValue());
        Files.write(segment, bytes);
        requireRefused(mode, "journal segment " + segment.getFileName(), "format 2", "knows format 1");
    }

    @ParameterizedTest
    @EnumSource
    void aNewerFormatOfTheLedgerIsNamed(OpenMode mode) throws IOException {
        write();
        Files.writeString(ledger.resolve("format"), "jobledger 2\n");
        requireRefused(mode, "has format 2", "knows format 1");
    }

    @Test
    void aSnapshotOfAnotherReleaseIsNotUsedAndAllHistoryIsReadInstead() throws IOException {
        write();
        StoredEvent last = log.events().get(log.events().size() - 1);
        LiveState empty = new LiveState();
        SnapshotFile file = new SnapshotFile(new RealDisk(), ledger);
        file.write(empty.capture(new JournalHead(last.position(), last.hash()), last.atMicros()));
        Journal journal = Journal.open(new RealDisk(), ledger.resolve("journal"));
        assertThat(file.read(journal)).isPresent();
        for (int at : new int[] {7, 8}) {
            changeByte(at);
            assertThat(file.read(journal)).as("byte %d", at).isEmpty();
            changeByte(at);
        }
        changeByte(8);
        try (Ledger read = GoldenLedger.inspect(ledger, new RealDisk())) {
            assertThat(read.live().jobs()).isNotEmpty();
        }
    }

    /** Changes a byte of the snapshot, and its checksum with it. */
    private void changeByte(int at) throws IOException {
        Path snapshot = ledger.resolve("snapshot");
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[at] ^= 1;
        int end = bytes.length - StoredEvent.HASH_BYTES;
        System.arraycopy(Chain.sha256().digest(Arrays.copyOf(bytes, end)), 0, bytes, end, StoredEvent.HASH_BYTES);
        Files.write(snapshot, bytes);
    }
}
