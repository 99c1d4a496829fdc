package org.jobledger.storage.backend.disk;

import java.nio.file.Path;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.backend.LoopDisk;

/** A real disk on a loop device, and a driver that can have it as its pool "p". */
record RealDisk(LoopDisk disk, StorageDriver driver) implements AutoCloseable {

    /** An empty one of so many bytes; aborts the test, with the reason, where there can be none. */
    static RealDisk in(Path scratch, long bytes) throws Exception {
        return new RealDisk(LoopDisk.of(scratch, bytes), StorageDriver.open(JobEngine.at(scratch.resolve("ledger"))));
    }

    String device() {
        return disk.device();
    }

    /** The name of a partition of it. */
    String name(int number) {
        return Path.of(device()).getFileName() + "p" + number;
    }

    void define(String pool, String table) {
        driver.definePool("<pool type='disk'><name>" + pool + "</name><source><device path='" + device()
                + "'/><format type='" + table + "'/></source><target><path>/dev</path></target></pool>");
    }

    void start(String table) {
        define("p", table);
        driver.buildPool("p");
        driver.startPool("p");
    }

    @Override
    public void close() throws Exception {
        driver.close();
        disk.close();
    }
}
