package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses the segments that others follow, but the newest of them. For an owner; one thread at a time.
 *
 * <p>A segment is compressed into a file of its own, forced, read back, and compared with the original byte for byte; only then it is
 * renamed into place, made durable, and only then the original goes. What was cut off anywhere leaves the original, or both forms, and is
 * begun again: a compressed form beside an original is never trusted. Only bytes that are history are kept. A damaged segment stays as it
 * is.
 */
final class SegmentCompressor {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCompressor.class);

    /** Below this nothing is gained: file systems give room by the block. */
    static final long SMALLEST = 16 * 1024;

    /** The length of the original stands in four bytes at the end of a gzip file. */
    private static final long LONGEST = 0xFFFF_FFFFL;

    private static final int KEPT_PLAIN = 2;
    private static final int CHUNK = 128 * 1024;
    private static final Pattern DRAFT = Pattern.compile(".*\\.journal\\.gz\\.new-(\\d{10,18})");

    private final Journal journal;
    private final SegmentFiles files;
    private final Ownership ownership;
    private final long smallest;
    private final Runnable betweenChunks;
    private final Set<String> damaged = new HashSet<>();

    /**
     * A compressor.
     *
     * @param smallest segments of fewer bytes stay as they are
     * @param betweenChunks called every so often; may wait, or throw to end the work
     */
    SegmentCompressor(Journal journal, Ownership ownership, long smallest, Runnable betweenChunks) {
        this.journal = journal;
        this.files = new SegmentFiles(journal.disk(), journal.directory());
        this.ownership = ownership;
        this.smallest = smallest;
        this.betweenChunks = betweenChunks;
    }

    /**
     * Compresses what can be. What an error leaves undone is done by the next call.
     *
     * @return how many segments were compressed
     * @throws org.jobledger.engine.LedgerInUseException if this process does not own the ledger any more
     */
    int run() throws IOException {
        List<Segment> all = journal.segments();
        Set<String> names = new HashSet<>(journal.disk().list(journal.directory()));
        for (String name : names) {
            if (isStray(name)) {
                journal.disk().delete(files.path(name));
            }
        }
        int done = 0;
        for (Segment segment : all.subList(0, Math.max(0, all.size() - KEPT_PLAIN))) {
            String name = segment.header().fileName();
            boolean worthwhile = segment.length() >= smallest && segment.length() <= LONGEST;
            if (worthwhile && names.contains(name) && !damaged.contains(name) && compress(segment)) {
                done++;
            }
        }
        return done;
    }

    /** A draft of this owner or one before. One of a later epoch would belong to who has taken the ledger over. */
    private boolean isStray(String name) {
        Matcher draft = DRAFT.matcher(name);
        return draft.matches() && Long.parseLong(draft.group(1)) <= journal.newestEpoch();
    }

    private boolean compress(Segment segment) throws IOException {
        String name = segment.header().fileName();
        Path draft = files.path(String.format("%s%s.new-%010d", name, SegmentFiles.COMPRESSED, journal.newestEpoch()));
        try (DiskFile original = files.disk().open(files.path(name))) {
            if (!isWhole(original, segment)) {
                LOG.warn("journal segment {} is damaged and stays as it is", name);
                damaged.add(name);
                return false;
            }
            make(draft, original, segment.length());
        }
        ownership.require();
        files.disk().replace(draft, files.path(name + SegmentFiles.COMPRESSED));
        files.disk().forceDirectory(files.directory());
        ownership.require();
        files.disk().delete(files.path(name));
        files.disk().forceDirectory(files.directory());
        return true;
    }

    private boolean isWhole(DiskFile original, Segment segment) {
        try {
            return SegmentFiles.holds(original, segment) && everyFrameIsWhole(original, segment.length());
        } catch (IOException e) {
            LOG.debug("the segment cannot be read", e);
            return false;
        }
    }

    private boolean everyFrameIsWhole(DiskFile original, long length) throws IOException {
        SegmentReader reader = new SegmentReader(original);
        long pauseAt = CHUNK;
        while (reader.next(length) != null) {
            if (reader.offset() >= pauseAt) {
                pauseAt = reader.offset() + CHUNK;
                betweenChunks.run();
            }
        }
        return reader.offset() == length;
    }

    private void make(Path draft, DiskFile original, long length) throws IOException {
        try (DiskFile file = files.disk().create(draft)) {
            write(file, original, length);
            file.force(true);
            requireSame(file, original, length);
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    private void write(DiskFile file, DiskFile original, long length) throws IOException {
        InputStream in = new DiskInput(original, length);
        try (OutputStream out = new GZIPOutputStream(new DiskOutput(file), CHUNK)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = in.read(chunk); got > 0; got = in.read(chunk)) {
                out.write(chunk, 0, got);
                betweenChunks.run();
            }
        }
    }

    private void requireSame(DiskFile compressed, DiskFile original, long length) throws IOException {
        InputStream expected = new DiskInput(original, length);
        try (InputStream found = new GZIPInputStream(new DiskInput(compressed, compressed.length()), CHUNK)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = expected.read(chunk); got > 0; got = expected.read(chunk)) {
                if (!Arrays.equals(Arrays.copyOf(chunk, got), found.readNBytes(got))) {
                    throw new IOException("what was compressed is not what was written");
                }
                betweenChunks.run();
            }
            if (found.read() >= 0) {
                throw new IOException("more was compressed than was there");
            }
        }
    }

    private void discard(Path draft, Exception cause) {
        try {
            files.disk().delete(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
