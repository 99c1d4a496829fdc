package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.io.QemuImg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A pool of files, and what makes volumes in it of the formats that qemu-img makes. */
abstract class ImageCase {
    static final long MIB = 1 << 20;

    static final String PASSPHRASE = "swordfish-2718";

    static final VolumeEncryption KEY = key("k1");

    @TempDir
    Path scratch;

    Path target;

    StorageDriver driver;

    @BeforeEach
    void open() {
        if (!QemuImg.installed()) {
            System.err.println("NOT TESTED: volumes of other formats, because qemu-img is not installed");
            Assumptions.abort("qemu-img (package qemu-utils) is not installed");
        }
        System.setProperty("jobledger.luks.millis", "10");
        target = scratch.resolve("pool");
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    static VolumeEncryption key(String usage) {
        return new VolumeEncryption(
                "luks", null, List.of(new VolumeEncryption.Secret("passphrase", null, usage)), null, null);
    }

    final StorageDriver withSecrets() {
        return driver.secrets(name -> Optional.ofNullable(name.usage())
                .filter(usage -> usage.startsWith("k"))
                .map(usage -> (PASSPHRASE + usage).getBytes(StandardCharsets.UTF_8)));
    }

    static VolumeFormat qcow2() {
        return VolumeFormat.of("qcow2");
    }

    final JobStats create(String name, long capacity, VolumeFormat format) throws InterruptedException {
        return StorageDriver.finish(withSecrets().createVolume(VolumeRequest.of("p", name, capacity, format)));
    }

    /** What qemu-img itself says, as JSON. */
    final String seen(String name, String format) throws Exception {
        return run(
                "qemu-img",
                "info",
                "--output=json",
                "-f",
                format,
                target.resolve(name).toString());
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    final byte[] fill(String name, int bytes) throws IOException {
        byte[] data = new byte[bytes];
        new Random(5).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(target.resolve(name).toFile(), "rw")) {
            file.write(data);
        }
        return data;
    }

    final void copy(String from, String to, VolumeFormat format) throws InterruptedException {
        StorageDriver.finish(
                withSecrets().cloneVolume(CloneRequest.of("p", from, to).as(format)));
    }
}
