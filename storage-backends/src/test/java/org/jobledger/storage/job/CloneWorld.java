package org.jobledger.storage.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
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
        boolean crashed = trap.crashes(step, this::run);
        if (crashed) {
            copy.crash(random);
        }
        return crashed;
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

    private final class TwoVolumes implements ForgetfulPool {
        @Override
        public ForgetfulDisk disk(VolumeName volume) {
            return volume.equals(SOURCE) ? source : copy;
        }

        @Override
        public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
            // A file that was only just made is empty, whatever the disk has room for.
            boolean empty = volume.equals(COPY)
                    && definitions
                            .find(POOL, COPY)
                            .filter(record -> record.fileKey().isEmpty())
                            .isPresent();
            return ForgetfulPool.super
                    .find(pool, volume)
                    .map(found -> empty ? new FoundVolume(found.name(), found.path(), 0, 0, found.key()) : found);
        }

        @Override
        public boolean taken(PoolDefinition pool, VolumeName volume) {
            return volume.equals(SOURCE) || made;
        }

        @Override
        public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
            trap.step("create");
            made = true;
            trap.step("after create");
            return copy.open();
        }

        @Override
        public void delete(PoolDefinition pool, VolumeName volume) {
            trap.step("delete");
            made = false;
            trap.step("after delete");
        }
    }
}
