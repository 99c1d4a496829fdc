package org.jobledger.storage.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/** A volume, a job that copies it, and a disk and a ledger that can crash under it. */
final class CloneWorld {
    static final int BLOCK = 4096;
    static final Pace PACE = new Pace(BLOCK, 2L * BLOCK, 0, Duration.ofDays(1), false);
    static final PoolName POOL = new PoolName("p");
    static final VolumeName SOURCE = new VolumeName("s");
    static final VolumeName COPY = new VolumeName("c");

    final Trap trap = new Trap();
    final byte[] content;
    final ForgetfulDisk source;
    final ForgetfulDisk copy;
    final Definitions definitions;
    final JobFixture job;
    final CloneHandler handler;
    private boolean made;

    CloneWorld(int size, boolean forceWorks) {
        content = new byte[size];
        new Random(size).nextBytes(content);
        source = new ForgetfulDisk(content, new Trap(), true);
        copy = new ForgetfulDisk(new byte[size], trap, forceWorks);
        ResourcesFixture ledger = new ResourcesFixture(trap);
        definitions = new Definitions(ledger);
        definitions.put(new PoolRecord(PoolDefinition.dir("p", "/pool"), true));
        definitions.put(POOL, SOURCE, VolumeRecord.raw(size, Condition.READY, 3));
        job = new JobFixture(
                CloneHandler.parameters(CloneRequest.of("p", "s", "c").reflink(Reflink.NEVER), ""),
                ledger,
                trap,
                phase -> {});
        handler = new CloneHandler(
                definitions, new Backends(List.of(new TwoVolumes())), new HeldSecrets(VolumeSecrets.NONE), PACE);
    }

    Document run() throws Exception {
        return job.attempt(handler);
    }

    /** Runs into a crash at this step, if it comes that far. */
    boolean crashes(long step, Random random) throws Exception {
        trap.arm(step);
        try {
            run();
            return false;
        } catch (Crash e) {
            copy.crash(random);
            return true;
        } finally {
            trap.disarm();
        }
    }

    void undo() throws Exception {
        job.undo(handler);
    }

    boolean exists() {
        return made;
    }

    Optional<Condition> condition() {
        return definitions.find(POOL, COPY).map(VolumeRecord::condition);
    }

    private final class TwoVolumes implements StorageBackend {
        @Override
        public PoolType type() {
            return PoolType.DIR;
        }

        @Override
        public void build(PoolDefinition pool, Set<BuildOption> options) {}

        @Override
        public void remove(PoolDefinition pool) {}

        @Override
        public void requireUsable(PoolDefinition pool) {}

        @Override
        public String identity(PoolDefinition pool) {
            return "1";
        }

        @Override
        public Space space(PoolDefinition pool) {
            return new Space(1L << 40, 0, 1L << 40);
        }

        @Override
        public List<FoundVolume> scan(PoolDefinition pool) {
            return List.of();
        }

        @Override
        public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
            // A file that was only just made is empty, whatever the disk has room for.
            ForgetfulDisk disk = volume.equals(SOURCE) ? source : copy;
            long size = disk == copy
                            && definitions
                                    .find(POOL, COPY)
                                    .filter(r -> r.fileKey().isEmpty())
                                    .isPresent()
                    ? 0
                    : disk.size();
            return taken(pool, volume)
                    ? Optional.of(new FoundVolume(volume.text(), path(pool, volume), size, size, disk.key()))
                    : Optional.empty();
        }

        @Override
        public boolean taken(PoolDefinition pool, VolumeName volume) {
            return volume.equals(SOURCE) || made;
        }

        @Override
        public void requireVolume(PoolDefinition pool, VolumeName volume) {}

        @Override
        public Path path(PoolDefinition pool, VolumeName volume) {
            return pool.target().resolve(volume.text());
        }

        @Override
        public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
            trap.step("create");
            made = true;
            trap.step("after create");
            return copy.open();
        }

        @Override
        public VolumeFile open(PoolDefinition pool, VolumeName volume) {
            return (volume.equals(SOURCE) ? source : copy).open();
        }

        @Override
        public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
            return open(pool, volume);
        }

        @Override
        public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {}

        @Override
        public void delete(PoolDefinition pool, VolumeName volume) {
            trap.step("delete");
            made = false;
            trap.step("after delete");
        }

        @Override
        public void force(PoolDefinition pool) {}
    }
}
