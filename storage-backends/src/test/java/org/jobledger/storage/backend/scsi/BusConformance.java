package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.nio.file.Path;
import org.jobledger.storage.backend.BackendConformance;
import org.junit.jupiter.api.io.TempDir;

/** Pools whose volumes are the units of one host on a bus. */
public abstract class BusConformance extends BackendConformance {
    private final int host;

    @TempDir
    private Path scratch;

    /** Set before a backend is asked for. */
    protected BusOfFiles bus;

    /** On the units of this host. */
    protected BusConformance(int host) {
        this.host = host;
    }

    @Override
    protected void prepare() throws Exception {
        bus = new BusOfFiles(scratch);
    }

    @Override
    protected String name(int number) {
        return "unit:0:0:" + number;
    }

    @Override
    protected void appear(int number, long bytes) throws IOException {
        bus.unit(host + ":0:0:" + number, "0", "sd" + (char) ('a' + number), bytes);
    }
}
