package org.jobledger.storage.backend.fs;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.MountTable;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** With a file system in memory where the server's would be: its name in the table of mounts is that of the export. */
class NetfsConformanceTest extends BackendConformance {
    private static final PoolTool MEMORY = (pool, what, line) -> new SystemTool(ChildLog.NONE)
            .run(
                    pool,
                    what,
                    line.get(0).equals("mount")
                            ? List.of(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=64m",
                                    "--",
                                    "nas:/srv",
                                    line.get(line.size() - 1))
                            : line);

    @TempDir
    private Path scratch;

    private Path target() {
        return scratch.resolve("mnt");
    }

    @Override
    protected void prepare() throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            System.err.println("NOT TESTED: conformance of mounted pools, because mounting needs root");
            Assumptions.abort("MISSING: root, so nothing was mounted");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        while (MountTable.now().at(target()).isPresent()) {
            new ProcessBuilder("umount", target().toString()).start().waitFor();
        }
    }

    @Override
    protected StorageBackend backend() {
        return new MountedBackend(PoolType.NETFS, MEMORY);
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read("<pool type='netfs'><name>p</name><source><host name='nas'/><dir path='/srv'/>"
                + "<format type='nfs'/></source><target><path>" + target() + "</path></target></pool>");
    }
}
