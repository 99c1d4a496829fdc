package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jobledger.engine.Job;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.junit.jupiter.api.Test;

/** Nobody sees a volume with a mode that lets in more people than were asked for, at no moment: a thread looks all the time. */
class FirstModeTest extends ImageCase {
    private static final int ROUNDS = 5;
    private static final int ASKED = 0640;
    private static final int MODE = 07777;

    private final Map<Integer, Integer> seen = new ConcurrentHashMap<>();
    private volatile boolean over;

    private interface Call {
        Job of(String name);
    }

    private void look(Path file) {
        while (!over) {
            try {
                seen.merge((int) Files.getAttribute(file, "unix:mode") & MODE, 1, Integer::sum);
            } catch (NoSuchFileException e) {
                Thread.onSpinWait();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void watched(String name, Call call) throws Exception {
        over = false;
        Thread eye = new Thread(() -> look(target.resolve(name)), "eye");
        eye.start();
        StorageDriver.finish(call.of(name));
        assertThat((int) Files.getAttribute(target.resolve(name), "unix:mode") & MODE)
                .isEqualTo(ASKED);
        over = true;
        eye.join();
        StorageDriver.finish(driver.deleteVolume("p", name));
    }

    @Test
    void aVolumeIsForNobodyElseFromItsFirstByteOn() throws Exception {
        Permissions asked = Permissions.ofMode(ASKED);
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "source", MIB)));
        for (int i = 0; i < ROUNDS; i++) {
            watched(
                    "raw",
                    name -> driver.createVolume(new VolumeRequest(
                            new PoolName("p"), new VolumeName(name), MIB, MIB, asked, VolumeFormat.RAW)));
            watched(
                    "copy",
                    name -> driver.cloneVolume(
                            CloneRequest.of("p", "source", name).usedBy(asked)));
        }
        watched(
                "image",
                name -> driver.createVolume(
                        new VolumeRequest(new PoolName("p"), new VolumeName(name), MIB, 0, asked, qcow2())));
        Set<String> wider = seen.keySet().stream()
                .filter(mode -> (mode & ~ASKED) != 0)
                .map(Integer::toOctalString)
                .collect(Collectors.toSet());
        System.out.println("modes seen: "
                + seen.keySet().stream().map(Integer::toOctalString).toList());
        assertThat(seen).isNotEmpty();
        assertThat(wider).isEmpty();
    }
}
