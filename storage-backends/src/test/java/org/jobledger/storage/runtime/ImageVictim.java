package org.jobledger.storage.runtime;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;

/**
 * A process that begins a call in which qemu-img is busy for ever, and waits to be killed or told to pause, resume or abort, or to begin
 * another one.
 */
final class ImageVictim {
    private ImageVictim() {}

    public static void main(String[] args) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])))) {
            Job job = submit(driver, args[1]);
            BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String said = told.readLine(); said != null; said = told.readLine()) {
                switch (said) {
                    case "pause" -> job.pause("test");
                    case "resume" -> job.resume("test");
                    case "again" -> job = submit(driver, args[1]);
                    default -> {
                        job.abort("test", "enough");
                        System.out.println(job.await().type());
                    }
                }
            }
        }
    }

    private static Job submit(StorageDriver driver, String call) {
        VolumeFormat qcow2 = VolumeFormat.of("qcow2");
        return switch (call) {
            case "create" -> driver.createVolume(VolumeRequest.of("p", "v", 8 << 20, qcow2));
            case "convert" -> driver.cloneVolume(CloneRequest.of("p", "s", "v").as(qcow2));
            default -> driver.resizeVolume("p", "q", 16 << 20, Set.of());
        };
    }
}
