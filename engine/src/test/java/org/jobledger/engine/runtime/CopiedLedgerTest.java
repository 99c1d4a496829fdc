package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jobledger.engine.CopiedLedgerException;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of a ledger is a ledger to read, and one to write only when that is said. */
class CopiedLedgerTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    @TempDir
    private Path directory;

    private Path original() {
        Path ledger = directory.resolve("original");
        try (JobEngine engine = JobEngine.at(ledger).open()) {
            engine.record(THING, 0, Document.empty());
        }
        return ledger;
    }

    private Path copy(Path ledger) throws IOException {
        Path copy = directory.resolve("copy");
        try (Stream<Path> files = Files.walk(ledger)) {
            files.forEach(file -> copy(file, copy.resolve(ledger.relativize(file))));
        }
        return copy;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCopyVerifiesButIsNotOpenedForWriting() throws IOException {
        Path copy = copy(original());
        try (JobEngine engine = JobEngine.at(copy).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.verify().sound()).isTrue();
        }
        assertThatThrownBy(() -> JobEngine.at(copy).open())
                .isInstanceOf(CopiedLedgerException.class)
                .hasMessageContaining(copy.toString())
                .hasMessageContaining("adopt");
    }

    /** The journal of the copy has lost its end, so that an owner would look into the tables for it, and mend it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedOpeningOfACopyChangesNothingOfIt(boolean fullCheck) throws IOException {
        Path ledger = directory.resolve("original");
        try (JobEngine engine = JobEngine.at(ledger).open()) {
            for (int version = 0; version < 20; version++) {
                engine.record(THING, version, Document.of("n", version));
            }
        }
        Path copy = copy(ledger);
        cutTheEnd(copy);
        Map<String, String> before = contents(copy);
        assertThatThrownBy(() -> (fullCheck ? JobEngine.at(copy).fullCheck() : JobEngine.at(copy)).open())
                .isInstanceOf(CopiedLedgerException.class)
                .hasMessageContaining("adopt it");
        assertThat(contents(copy)).isEqualTo(before);
        try (JobEngine adopted = JobEngine.at(copy).fullCheck().adoptingCopy().open()) {
            assertThat(adopted.repairs()).isNotEmpty();
            assertThat(adopted.resource(THING)).get().hasFieldOrPropertyWithValue("version", 20L);
        }
        assertThat(contents(copy)).isNotEqualTo(before);
    }

    /** Takes the last events out of the newest segment, which the tables still hold: an owner would make them again. */
    private static void cutTheEnd(Path copy) throws IOException {
        Path newest;
        try (Stream<Path> segments = Files.list(copy.resolve("journal"))) {
            newest = segments.filter(file -> file.toString().endsWith(".journal"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(newest);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        Arrays.fill(bytes, end - 300, end, (byte) 0);
        Files.write(newest, bytes);
    }

    private static Map<String, String> contents(Path ledger) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ledger)) {
            for (Path file : files.toList()) {
                all.put(
                        ledger.relativize(file).toString(),
                        Files.isDirectory(file) ? "" : HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    @Test
    void anAdoptedCopyIsAForkInItsHistoryAndNoCopyAnyMore() throws IOException {
        Path copy = copy(original());
        JobEngine.at(copy).adoptingCopy().open().close();
        try (JobEngine engine = JobEngine.at(copy).open()) {
            assertThat(engine.record(THING, 1, Document.of("mine", true))).isEqualTo(2);
            assertThat(engine.query("SELECT * FROM audit_v1.events WHERE event = 'LedgerForked'", 9)
                            .rows())
                    .hasSize(1);
            assertThat(engine.verify().sound()).isTrue();
        }
        try (JobEngine engine = JobEngine.at(directory.resolve("original")).open()) {
            assertThat(engine.resource(THING)).get().hasFieldOrPropertyWithValue("version", 1L);
        }
    }

    @Test
    void aLedgerThatWasRenamedIsNoCopy() throws IOException {
        Path moved = Files.move(original(), directory.resolve("moved"));
        try (JobEngine engine = JobEngine.at(moved).open()) {
            assertThat(engine.resource(THING)).isPresent();
        }
    }
}
