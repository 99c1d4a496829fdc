package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/** Makes one segment whole, if it is not. One thread. */
final class SegmentMending {
    private final SegmentFiles files;
    private final RowProof proof;
    private final JournalHead before;

    /** @param before the end of the history before the segment */
    SegmentMending(SegmentFiles files, RowProof proof, JournalHead before) {
        this.files = files;
        this.proof = proof;
        this.before = before;
    }

    /** A form of the segment, or what there is where it has none, and what a scan says of it. */
    private record Tried(@Nullable DiskFile source, SegmentScan scan, boolean whole) {}

    /**
     * Reads it in the forms that it has, and replaces it where none is whole.
     *
     * @param length how many of its bytes are history, or {@link FoundSegments#WHOLE_FILE} for the newest
     * @param last its last position; {@link Long#MAX_VALUE} for the newest
     * @param made gets what was made again
     * @return what it holds now
     * @throws LedgerDamagedException if it is not whole and the rows do not prove what stood there
     */
    SegmentScan mend(SegmentHeader header, long length, long last, List<RepairNote> made) throws IOException {
        List<DiskFile> open = new ArrayList<>();
        try {
            files.plain(header.fileName()).ifPresent(open::add);
            files.compressed(header.fileName()).ifPresent(open::add);
            Tried best = best(open, header, length, last);
            if (!best.whole()) {
                replace(header, best, last, made);
            }
            return best.scan();
        } finally {
            for (DiskFile file : open) {
                file.close();
            }
        }
    }

    private Tried best(List<DiskFile> open, SegmentHeader header, long length, long last) throws IOException {
        @Nullable Tried mendable = null;
        @Nullable LedgerDamagedException refusal = null;
        List<Optional<DiskFile>> sources = open.isEmpty()
                ? List.of(Optional.empty())
                : open.stream().map(Optional::of).toList();
        for (Optional<DiskFile> source : sources) {
            try {
                Tried tried = attempt(source.orElse(null), header, length, last);
                if (tried.whole()) {
                    return tried;
                }
                mendable = mendable == null ? tried : mendable;
            } catch (LedgerDamagedException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (mendable == null) {
            throw refusal == null ? new IllegalStateException("no form was tried") : refusal;
        }
        return mendable;
    }

    private Tried attempt(@Nullable DiskFile source, SegmentHeader header, long length, long last) throws IOException {
        DiskFile file = source == null ? new NoFile() : source;
        long bytes = length == FoundSegments.WHOLE_FILE ? file.length() : length;
        SegmentScan scan = new SegmentScan(header, new SegmentReader(file), proof, bytes, last, before);
        scan.run();
        boolean whole = source != null
                && SegmentFiles.holds(file, new Segment(header, 0))
                && scan.patches().isEmpty();
        return new Tried(source, scan, whole);
    }

    private void replace(SegmentHeader header, Tried best, long last, List<RepairNote> made) throws IOException {
        String name = header.fileName();
        Set<String> listed = Set.copyOf(files.disk().list(files.directory()));
        String draft = JournalRepair.draft(name);
        if (listed.contains(draft)) {
            files.disk().delete(files.path(draft));
        }
        try (DiskFile file = files.disk().create(files.path(draft))) {
            file.write(header.encode(), 0);
            if (best.source() != null) {
                JournalRepair.copy(
                        best.source(), file, SegmentHeader.BYTES, best.scan().end());
            }
            for (SegmentScan.Patch patch : best.scan().patches()) {
                file.write(patch.bytes().duplicate(), patch.offset());
            }
            file.force(true);
            requireWhole(header, file, best.scan(), last);
        }
        keep(name, listed, best.scan(), made);
        files.disk().replace(files.path(draft), files.path(name));
        files.disk().forceDirectory(files.directory());
        if (listed.contains(name + SegmentFiles.COMPRESSED)) {
            // Not forced: where it comes back, the plain form is read before it.
            files.disk().delete(files.path(name + SegmentFiles.COMPRESSED));
        }
    }

    private void requireWhole(SegmentHeader header, DiskFile file, SegmentScan expected, long last) throws IOException {
        SegmentScan found =
                new SegmentScan(header, new SegmentReader(file), RowProof.none(), expected.end(), last, before);
        found.run();
        if (found.head().position() != expected.head().position()
                || !Arrays.equals(found.head().hash(), expected.head().hash())
                || file.length() < expected.end()) {
            throw new IOException("what was written is not what was to be written");
        }
    }

    /** Puts the broken files beside, before anything takes their place. */
    private void keep(String name, Set<String> listed, SegmentScan scan, List<RepairNote> made) throws IOException {
        long first = scan.firstFilled() == 0 ? before.position() + 1 : scan.firstFilled();
        long last = scan.firstFilled() == 0 ? before.position() : scan.lastFilled();
        List<String> broken = new ArrayList<>(List.of(name, name + SegmentFiles.COMPRESSED));
        broken.removeIf(file -> !listed.contains(file));
        for (String file : broken.isEmpty() ? List.of(name) : broken) {
            RepairNote note = RepairNote.now(file, first, last);
            try (DiskFile kept = files.disk().create(files.path(note.unrecorded()))) {
                if (listed.contains(file)) {
                    try (DiskFile original = files.disk().open(files.path(file))) {
                        JournalRepair.copy(original, kept, 0, original.length());
                    }
                }
                kept.force(true);
            }
            made.add(note);
        }
        files.disk().forceDirectory(files.directory());
    }

    /** The form of a segment that has none. */
    private static final class NoFile implements DiskFile {
        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            throw new IOException("there is no file");
        }

        @Override
        public void read(ByteBuffer target, long offset) {
            // It has no bytes.
        }

        @Override
        public void force(boolean metadata) {
            // Nothing is written.
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void truncate(long length) {
            // It has no bytes.
        }

        @Override
        public void close() {
            // It is not open.
        }
    }
}
