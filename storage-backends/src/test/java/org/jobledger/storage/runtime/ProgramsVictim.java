package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.definition.StorageRefs;

/** A process that begins jobs whose programs do not end, says when the ledger has all of them, and waits to be killed. */
final class ProgramsVictim {
    /** Thousandths: three quarters of the first of four stages. */
    private static final int QUARTERS_OF_FIRST = 187;

    private ProgramsVictim() {}

    public static void main(String[] args) throws Exception {
        Path scratch = Path.of(args[0]);
        StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
        driver.definePool("<pool type='fs'><name>f</name><source><device path='" + scratch.resolve("disk")
                + "'/><format type='ext4'/></source><target><path>" + scratch.resolve("f") + "</path></target></pool>");
        driver.definePool("<pool type='zfs'><name>z</name><source><name>no-such-tank</name></source></pool>");
        driver.createPool(
                "<pool type='logical'><name>l</name><source><name>no-such-group</name></source></pool>", Set.of());
        driver.beginBuildPool("f", Set.of(BuildOption.OVERWRITE));
        driver.beginDeletePool("z");
        driver.createVolume(VolumeRequest.raw("l", "v", 4 << 20));
        List<String> endless = List.of("\"mkfs\"", "\"zpool\"", "\"lvcreate\"");
        while (!endless.stream().allMatch(program -> isRecorded(driver, program))
                || driver.engine().jobs().stream().noneMatch(job -> job.processed() == QUARTERS_OF_FIRST)) {
            Thread.onSpinWait();
        }
        System.out.println("recorded");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static boolean isRecorded(StorageDriver driver, String program) {
        return driver.engine().resources(StorageRefs.PROGRAMS).stream()
                .anyMatch(known -> known.definition().json().contains(program));
    }
}
