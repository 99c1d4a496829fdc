package org.jobledger.engine.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.progress.Estimates;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.JobStateJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code snapshot} of a ledger. It saves time and holds no truth: where it is missing, torn, of another release, or does not
 * fit the journal, all history is read instead.
 *
 * <pre>
 * "JLSNAP05"  shapes(4)  position(8) hash(32) atMicros(8) lastJobId(8) place(2 and as many bytes)
 * jobs(4)       each: length(4) JSON of the state
 * resources(4)  each: changedAtMicros(8) length(4) JSON of a ResourceRecorded
 * keys(4)       each: job(8) fingerprint(4) key(2 and as many bytes)
 * untaken(4)    each: length(4) JSON of a CompletedStatsTaken
 * estimates: length(4) and as many bytes
 * SHA-256 of all before it (32)
 * </pre>
 *
 * The shapes are a checksum of all event types and their schema versions: a release that has changed one of them does not read the JSON of
 * another one's snapshot.
 */
final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    private static final long MAGIC = 0x4A4C534E41503035L;
    private static final Set<Long> EARLIER = Set.of(0x4A4C534E41503032L, 0x4A4C534E41503034L);
    private static final int SHAPES = shapes();
    private static final String NAME = "snapshot";

    private final Disk disk;
    private final Path directory;

    SnapshotFile(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    private static int shapes() {
        CRC32C crc = new CRC32C();
        for (EventType type : EventType.values()) {
            crc.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(type.code())
                    .putInt(type.schema())
                    .flip());
        }
        return (int) crc.getValue();
    }

    /** The snapshot, where there is one that is whole and fits the log. */
    Optional<Snapshot> read(ForcedLog log) {
        try {
            return read(content(bytes()), log);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return unused(e);
        }
    }

    private static Optional<Snapshot> read(byte[] content, ForcedLog log) {
        try {
            Snapshot snapshot = decode(content);
            return fits(snapshot, log) ? Optional.of(snapshot) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return unused(e);
        }
    }

    private static Optional<Snapshot> unused(Exception why) {
        LOG.warn("the snapshot is not used, all history is read instead: {}", why.getMessage());
        return Optional.empty();
    }

    /**
     * The same for an owner. A snapshot is written when what it stands for is durable in the journal, so that a journal that ends before it
     * has lost its end.
     *
     * @throws LedgerDamagedException if that is so
     */
    Optional<Snapshot> readCovered(ForcedLog log) {
        byte[] content;
        try {
            content = content(bytes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return unused(e);
        }
        long position = position(content);
        if (position > log.forcedPosition()) {
            throw new LedgerDamagedException("the journal of " + directory + " ends at position " + log.forcedPosition()
                    + ", but its snapshot was taken at position " + position + ": position "
                    + (log.forcedPosition() + 1)
                    + " and those after it were durable and are missing (an opening with a full check makes again what the tables"
                    + " hold of them; where the file '" + NAME
                    + "' is of another time than the journal, removing it helps)");
        }
        return read(content, log);
    }

    /** The position of a snapshot of this or an older release; 0 of any other. */
    private static long position(byte[] content) {
        return content.length >= Long.BYTES + Integer.BYTES + Long.BYTES
                        && beginsLikeOurs(ByteBuffer.wrap(content).getLong())
                ? ByteBuffer.wrap(content).getLong(Long.BYTES + Integer.BYTES)
                : 0;
    }

    /** All forms have the position in the same place. */
    private static boolean beginsLikeOurs(long magic) {
        return magic == MAGIC || EARLIER.contains(magic);
    }

    /** What stands before the checksum, once: hashing some megabytes takes a process that has just begun a while. */
    private static byte[] content(byte[] bytes) throws IOException {
        int end = bytes.length - StoredEvent.HASH_BYTES;
        byte[] content = Arrays.copyOf(bytes, Math.max(end, 0));
        if (end < 0 || !Arrays.equals(Chain.sha256().digest(content), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new IOException("its checksum is wrong");
        }
        return content;
    }

    private static boolean fits(Snapshot snapshot, ForcedLog log) {
        try (EventCursor cursor = log.read(snapshot.head().position())) {
            @Nullable StoredEvent event = cursor.next();
            return event != null
                    && event.position() == snapshot.head().position()
                    && Arrays.equals(event.hash(), snapshot.head().hash());
        }
    }

    private byte[] bytes() throws IOException {
        try (DiskFile file = disk.open(directory.resolve(NAME))) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.length()));
            file.read(all, 0);
            return all.array();
        }
    }

    /** Replaces the snapshot; a crash leaves the old one or the new one. */
    void write(Snapshot snapshot) throws IOException {
        Path draft = directory.resolve(NAME + ".new");
        byte[] bytes = encode(snapshot);
        try {
            disk.delete(draft);
        } catch (NoSuchFileException e) {
            LOG.trace("no draft was left behind", e);
        }
        try (DiskFile file = disk.create(draft)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force(true);
        }
        disk.replace(draft, directory.resolve(NAME));
        disk.forceDirectory(directory);
    }

    private static byte[] encode(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeInt(SHAPES);
        out.writeLong(snapshot.head().position());
        out.write(snapshot.head().hash());
        out.writeLong(snapshot.atMicros());
        out.writeLong(snapshot.lastJobId());
        out.writeUTF(snapshot.place());
        out.writeInt(snapshot.jobs().size());
        for (JobState job : snapshot.jobs()) {
            write(out, JobStateJson.encode(job));
        }
        out.writeInt(snapshot.resources().size());
        for (ResourceState resource : snapshot.resources()) {
            out.writeLong(LedgerTime.micros(resource.changedAt()));
            write(
                    out,
                    EventJson.encode(
                            new ResourceRecorded(resource.resource(), resource.version(), resource.definition())));
        }
        out.writeInt(snapshot.keys().size());
        for (KnownKeys.Known known : snapshot.keys()) {
            out.writeLong(known.jobId());
            out.writeInt(known.fingerprint());
            out.writeUTF(known.key());
        }
        out.writeInt(snapshot.untaken().size());
        for (CompletedStatsTaken untaken : snapshot.untaken()) {
            write(out, EventJson.encode(untaken));
        }
        write(out, snapshot.estimates());
        out.write(Chain.sha256().digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static Snapshot decode(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        if (in.readLong() != MAGIC || in.readInt() != SHAPES) {
            throw new IOException("it is of another release");
        }
        JournalHead head = new JournalHead(in.readLong(), in.readNBytes(StoredEvent.HASH_BYTES));
        long atMicros = in.readLong();
        long lastJobId = in.readLong();
        String place = in.readUTF();
        List<JobState> jobs = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            jobs.add(JobStateJson.decode(read(in)));
        }
        List<ResourceState> resources = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Instant changedAt = LedgerTime.instant(in.readLong());
            resources.add(resource(read(in), changedAt));
        }
        List<KnownKeys.Known> keys = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            long jobId = in.readLong();
            int fingerprint = in.readInt();
            keys.add(new KnownKeys.Known(in.readUTF(), jobId, fingerprint));
        }
        List<CompletedStatsTaken> untaken = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            untaken.add(untaken(read(in)));
        }
        return new Snapshot(head, atMicros, lastJobId, place, jobs, resources, keys, untaken, estimates(read(in)));
    }

    private static ResourceState resource(byte[] json, Instant changedAt) {
        EventType type = EventType.RESOURCE_RECORDED;
        ResourceRecorded recorded = (ResourceRecorded) EventJson.decode(type, type.schema(), json);
        return new ResourceState(recorded.resource(), recorded.version(), recorded.definition(), changedAt);
    }

    /** Those that cannot be gone on with are met here, where all history can still be read instead. */
    private static byte[] estimates(byte[] saved) {
        return Estimates.restore(saved).save();
    }

    private static CompletedStatsTaken untaken(byte[] json) {
        EventType type = EventType.COMPLETED_STATS_TAKEN;
        return (CompletedStatsTaken) EventJson.decode(type, type.schema(), json);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
