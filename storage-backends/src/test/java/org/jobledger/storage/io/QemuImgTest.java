package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobledger.storage.io.QemuImg.Backing;
import org.jobledger.storage.io.QemuImg.Image;
import org.jobledger.storage.io.QemuImg.Source;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines, and what the installed qemu-img makes of them. */
class QemuImgTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path scratch;

    @Test
    void commandLinesAreExact() {
        Path image = Path.of("/p/a,b.qcow2");
        assertThat(QemuImg.create(
                        new Image(image, "qcow2", MIB, new Backing(Path.of("/p/x,y"), "raw"), Map.of("compat", "1.1")),
                        QemuSecrets.NONE))
                .containsExactly(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-u",
                        "-o",
                        "compat=1.1,backing_file=/p/x,,y,backing_fmt=raw",
                        "/p/a,b.qcow2",
                        "1048576");
        assertThat(QemuImg.create(new Image(image, "luks", MIB, null, Map.of(), "sec0"), secret("swordfish")))
                .containsExactly(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "luks",
                        "--object",
                        "secret,id=sec0,file=/dev/stdin",
                        "-o",
                        "key-secret=sec0",
                        "/p/a,b.qcow2",
                        "1048576");
        assertThat(QemuImg.convert(
                        new Source(Path.of("/s"), "raw", null),
                        new Image(image, "qcow2", MIB, null, Map.of()),
                        true,
                        QemuSecrets.NONE))
                .containsExactly(
                        "qemu-img", "convert", "-p", "-t", "none", "-f", "raw", "-O", "qcow2", "/s", "/p/a,b.qcow2");
        assertThat(QemuImg.resize(new Source(image, "qcow2", null), 5, true, "", QemuSecrets.NONE))
                .containsExactly("qemu-img", "resize", "-q", "-f", "qcow2", "--shrink", "/p/a,b.qcow2", "5");
        assertThat(QemuImg.info(image, "qcow2"))
                .containsExactly("qemu-img", "info", "-U", "--output=json", "-f", "qcow2", "/p/a,b.qcow2");
        assertThatThrownBy(() -> QemuImg.info(Path.of("-x"), "raw"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'-x'");
    }

    @Test
    void progressIsReadWhereverThePiecesAreCut() {
        List<Double> heard = new ArrayList<>();
        QemuProgress progress = new QemuProgress(heard::add);
        for (char c : "    (0.00/100%)\r    (12.50/100%)\r    (12.50/100%)\r    (100.00/100%)\r\n".toCharArray()) {
            progress.accept(String.valueOf(c));
        }
        assertThat(heard).containsExactly(0.0, 12.5, 100.0);
    }

    @Test
    void anImageIsMadeConvertedResizedAndReadByItsHeader() throws Exception {
        requireQemuImg();
        Path raw = scratch.resolve("raw");
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(8 * MIB);
            file.write("data".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(ImageHeader.of(raw)).isEmpty();
        Path qcow2 = scratch.resolve("q,1.qcow2");
        List<Double> heard = new ArrayList<>();
        try (ChildProcess child = ChildProcess.start(
                ChildCommand.of(
                        "t",
                        QemuImg.convert(
                                new Source(raw, "raw", null),
                                new Image(qcow2, "qcow2", 8 * MIB, null, Map.of("compat", "1.1")),
                                false,
                                QemuSecrets.NONE)),
                ChildLog.NONE,
                new byte[0],
                new QemuProgress(heard::add))) {
            child.await(() -> {});
        }
        assertThat(heard).isNotEmpty().last().isEqualTo(100.0);
        assertThat(ImageHeader.of(qcow2)).hasValueSatisfying(header -> {
            assertThat(header.capacity()).isEqualTo(8 * MIB);
            assertThat(header.backing()).isNull();
            assertThat(header.qcow2()).isEqualTo(new Qcow2Header("1.1", 65_536, List.of(), false, false));
        });

        run(QemuImg.resize(new Source(qcow2, "qcow2", null), 16 * MIB, false, "", QemuSecrets.NONE));
        assertThat(run(QemuImg.info(qcow2, "qcow2"))).contains("\"virtual-size\": " + 16 * MIB + ",");

        Path overlay = scratch.resolve("overlay");
        run(QemuImg.create(
                new Image(overlay, "qcow2", 16 * MIB, new Backing(qcow2, "qcow2"), Map.of()), QemuSecrets.NONE));
        assertThat(ImageHeader.of(overlay)).hasValueSatisfying(header -> {
            assertThat(header.capacity()).isEqualTo(16 * MIB);
            assertThat(header.backing()).isEqualTo(qcow2.toString());
            assertThat(header.backingFormat()).isEqualTo("qcow2");
        });
    }

    @Test
    void anEncryptedImageIsMadeAndItsSecretStandsNowhere() throws Exception {
        requireQemuImg();
        Path luks = scratch.resolve("secret.luks");
        ChildCommand command = ChildCommand.of(
                "t", QemuImg.create(new Image(luks, "luks", MIB, null, Map.of(), "sec0"), secret("swordfish")));
        // On some machines it gives up measuring how fast they derive keys, now and then.
        boolean made = false;
        for (int attempt = 0; !made; attempt++) {
            try (ChildProcess child = ChildProcess.start(
                    command, ChildLog.NONE, "swordfish".getBytes(StandardCharsets.UTF_8), text -> {})) {
                child.await(() -> {});
                made = true;
            } catch (ChildFailedException e) {
                assertThat(e).hasMessageContaining("CPU usage");
                assertThat(attempt).isLessThan(30);
            }
        }
        assertThat(ImageHeader.of(luks)).contains(ImageHeader.of("luks", MIB));
        assertThat(command.toString()).doesNotContain("swordfish");
        assertThat(new String(Files.readAllBytes(luks), StandardCharsets.ISO_8859_1))
                .doesNotContain("swordfish");
    }

    private static QemuSecrets secret(String text) {
        return QemuSecrets.of(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String run(List<String> line) throws IOException, InterruptedException {
        return ChildProcess.run(ChildCommand.of("t", line));
    }

    private static void requireQemuImg() throws InterruptedException {
        try {
            run(List.of("qemu-img", "--version"));
        } catch (IOException e) {
            Assumptions.abort("MISSING: qemu-img (package qemu-utils) is not installed, so no image was made: " + e);
        }
    }
}
