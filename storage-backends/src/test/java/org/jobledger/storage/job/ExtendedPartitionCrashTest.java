package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.LoopDisk;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.backend.disk.DiskBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An extended partition, and a logical one in it, on a real disk, whose making is cut off just before parted runs and just after; random
 * moments of a real kill are in {@link PartitionKillTest}.
 */
class ExtendedPartitionCrashTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private final Trap trap = new Trap();
    private final ResourcesFixture ledger = new ResourcesFixture(new Trap());
    private final Definitions definitions = new Definitions(ledger);
    private DiskBackend backend;
    private PoolDefinition pool;
    private String disk = "";

    private PoolTool stepping() {
        PoolTool system = new SystemTool(ChildLog.NONE);
        return (of, what, line) -> {
            if (!line.contains("mkpart")) {
                return system.run(of, what, line);
            }
            trap.step("before " + what);
            PoolTool.Result result = system.run(of, what, line);
            trap.step("after " + what);
            return result;
        };
    }

    private VolumeName name(int number) {
        return new VolumeName(disk + "p" + number);
    }

    private JobHandler handler() {
        return new AllocateHandler(
                definitions, new Backends(List.of(backend)), new HeldSecrets(VolumeSecrets.NONE), MIB, Pace.USUAL);
    }

    private JobFixture job(int number, int bytes, String format) {
        VolumeRequest request = VolumeRequest.of("p", name(number).text(), bytes, VolumeFormat.of(format));
        return new JobFixture(AllocateHandler.parameters(request, ""), ledger, new Trap(), phase -> {});
    }

    private void assertThere(int number, boolean there, String when) {
        assertThat(backend.taken(pool, name(number))).as(when).isEqualTo(there);
        Optional<Condition> condition =
                definitions.find(pool.name(), name(number)).map(VolumeRecord::condition);
        assertThat(condition).as(when).isEqualTo(there ? Optional.of(Condition.READY) : Optional.empty());
    }

    /** Cut off at each step: undone, then cut off again and made. */
    private void makeOverCrashes(int number, int bytes, String format) throws Exception {
        for (int step = 1; step <= 2; step++) {
            String when = format + ", step " + step;
            JobFixture undone = job(number, bytes, format);
            assertThat(trap.crashes(step, () -> undone.attempt(handler())))
                    .as(when)
                    .isTrue();
            assertThat(backend.taken(pool, name(number))).as(when).isEqualTo(step == 2);
            undone.undo(handler());
            assertThere(number, false, when);
            JobFixture made = job(number, bytes, format);
            assertThat(trap.crashes(step, () -> made.attempt(handler())))
                    .as(when)
                    .isTrue();
            Document unused = made.attempt(handler());
            assertThere(number, true, when);
            if (step == 1) {
                backend.delete(pool, name(number));
                definitions.remove(pool.name(), name(number));
            }
        }
    }

    @Test
    void whatWasCutOffIsMadeOnceOrIsNotThere() throws Exception {
        try (LoopDisk loop = LoopDisk.of(scratch, 64 * MIB)) {
            disk = Path.of(loop.device()).getFileName().toString();
            backend = new DiskBackend(stepping());
            pool = PoolXml.read("<pool type='disk'><name>p</name><source><device path='" + loop.device()
                    + "'/><format type='dos'/></source><target><path>/dev</path></target></pool>");
            definitions.put(new PoolRecord(pool, true));
            List<String> line = new ArrayList<>(List.of("parted", "--script", "--", loop.device(), "mklabel", "msdos"));
            for (int number = 1; number <= 3; number++) {
                line.addAll(List.of("mkpart", "primary", number + "MiB", number + 1 + "MiB"));
            }
            String unused = LoopDisk.run(line.toArray(String[]::new));
            makeOverCrashes(4, 16 * MIB, "extended");
            makeOverCrashes(5, 4 * MIB, "raw");
            assertThat(backend.names(pool)).containsExactlyInAnyOrder(name(1), name(2), name(3), name(4), name(5));
        }
    }
}
