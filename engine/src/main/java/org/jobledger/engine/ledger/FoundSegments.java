package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/** The segments of a journal that may be damaged, as far as their names and the headers that are whole tell. */
final class FoundSegments {
    /** Stands for the length of a segment that none follows. */
    static final long WHOLE_FILE = -1;

    /**
     * A segment that is there, or should be.
     *
     * @param header its header, or null where it cannot be read
     * @param pinned its length as the header of the next one pins it; 0 where that one cannot be read, or there is none
     */
    record Place(String name, @Nullable SegmentHeader header, long pinned) {
        long epoch() {
            return SegmentChain.epochOf(name);
        }

        long firstPosition() {
            return SegmentChain.positionOf(name);
        }
    }

    private static final Comparator<String> BY_AGE =
            Comparator.comparingLong(SegmentChain::epochOf).thenComparingLong(SegmentChain::positionOf);

    private final SegmentFiles files;
    private final Map<String, SegmentHeader> headers = new HashMap<>();
    private final TreeSet<String> names = new TreeSet<>(BY_AGE);

    private FoundSegments(SegmentFiles files) {
        this.files = files;
    }

    /** The history from the oldest segment to the newest: along the headers where they can be read, else along the names. */
    static List<Place> chain(SegmentFiles files) throws IOException {
        return new FoundSegments(files).chain();
    }

    private List<Place> chain() throws IOException {
        Set<String> listed = Set.copyOf(files.disk().list(files.directory()));
        for (String name : SegmentChain.segmentsIn(listed)) {
            if (!wasCutOff(name, listed)) {
                names.add(name);
                readHeaders(name);
            }
        }
        Deque<Place> chain = new ArrayDeque<>();
        @Nullable Place place = names.isEmpty() ? null : place(names.last(), 0);
        while (place != null) {
            chain.addFirst(place);
            place = before(place);
        }
        return List.copyOf(chain);
    }

    private boolean wasCutOff(String name, Set<String> listed) throws IOException {
        try {
            return SegmentForms.find(files, name, listed).forms().isEmpty();
        } catch (LedgerDamagedException e) {
            return false;
        }
    }

    /** Headers are known by what they say, not by the file that they stand in: files may have changed places. */
    private void readHeaders(String name) throws IOException {
        for (Optional<DiskFile> form : List.of(files.plain(name), files.compressed(name))) {
            if (form.isPresent()) {
                try (DiskFile file = form.get()) {
                    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
                    file.read(bytes, 0);
                    SegmentHeader.decode(bytes.flip(), name)
                            .ifPresent(header -> headers.putIfAbsent(header.fileName(), header));
                }
            }
        }
    }

    private Place place(String name, long pinned) {
        return new Place(name, headers.get(name), pinned);
    }

    private @Nullable Place before(Place place) {
        if (place.header() != null) {
            SegmentHeader.Link link = place.header().previous();
            return link.equals(SegmentHeader.Link.NONE) ? null : place(link.fileName(), link.length());
        }
        return names.headSet(place.name(), false).descendingSet().stream()
                .filter(name -> SegmentChain.positionOf(name) <= place.firstPosition())
                .findFirst()
                .map(name -> place(name, 0))
                .orElse(null);
    }

    /**
     * How many bytes of a segment are history.
     *
     * @throws LedgerDamagedException if the header of the next one is lost and its own frames do not tell
     */
    static long lengthOf(SegmentFiles files, Place place, Place next, long last) throws IOException {
        if (place.pinned() > 0) {
            return place.pinned();
        }
        long position = place.firstPosition() - 1;
        if (place.header() != null) {
            try (SegmentReader reader = new SegmentReader(files.open(new Segment(place.header(), 0)))) {
                long length = reader.fileLength();
                long end = reader.offset();
                for (@Nullable ByteBuffer bytes = reader.next(length); bytes != null; bytes = reader.next(length)) {
                    GroupFrame frame = GroupFrame.head(bytes);
                    if (frame.epoch() != place.epoch() || frame.firstPosition() != position + 1) {
                        break;
                    }
                    position = frame.lastPosition();
                    end = reader.offset();
                }
                if (position == last) {
                    return end;
                }
            }
        }
        throw new LedgerDamagedException("journal segments " + place.name() + " and " + next.name()
                + ", which follows it, are both damaged: position " + (position + 1)
                + " cannot be read, and cannot be made again, as nothing tells where it stood");
    }
}
