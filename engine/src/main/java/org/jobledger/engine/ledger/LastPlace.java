package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.event.EngineOpened;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a ledger was written last, from the first events of its newest epoch alone: so that a copy is known for one before anything of it is
 * opened, made good or changed.
 *
 * @param files the segments
 * @param listed the names of the files beside each other
 */
record LastPlace(SegmentFiles files, Set<String> listed) {
    private static final Logger LOG = LoggerFactory.getLogger(LastPlace.class);

    /**
     * Reads it, beside whoever may be writing.
     *
     * @return see {@link EngineOpened#place()}; nothing where it is not known, or cannot be read
     */
    static Optional<String> read(Disk disk, Path journal) {
        try {
            return new LastPlace(new SegmentFiles(disk, journal), Set.copyOf(disk.list(journal))).read();
        } catch (IOException | RuntimeException e) {
            LOG.debug("where {} was written last is told by reading all of it: {}", journal, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> read() throws IOException {
        List<String> beginnings = SegmentChain.segmentsIn(listed).stream()
                .sorted(Comparator.comparingLong(SegmentChain::epochOf)
                        .reversed()
                        .thenComparingLong(SegmentChain::positionOf))
                .toList();
        long passed = Long.MAX_VALUE;
        for (String name : beginnings) {
            if (SegmentChain.epochOf(name) < passed
                    && !SegmentForms.find(files, name, listed).forms().isEmpty()) {
                @Nullable EngineOpened opened = opening(name);
                if (opened != null) {
                    return Optional.of(opened.place()).filter(place -> !place.isEmpty());
                }
                passed = SegmentChain.epochOf(name);
            }
        }
        return Optional.empty();
    }

    /**
     * How the epoch began; null where it never did.
     *
     * @throws IOException if that cannot be told
     */
    private @Nullable EngineOpened opening(String segment) throws IOException {
        Optional<DiskFile> plain = files.plain(segment);
        Optional<DiskFile> file = plain.isPresent() ? plain : files.compressed(segment);
        try (SegmentReader reader = new SegmentReader(file.orElseThrow(() -> new IOException(segment + " is gone")))) {
            @Nullable ByteBuffer frame = reader.next(reader.fileLength());
            if (frame == null && reader.peek(reader.fileLength()) == 0) {
                return null;
            }
            if (frame != null) {
                for (StoredEvent event : GroupFrame.eventsIn(frame)) {
                    if (event.decode().event() instanceof EngineOpened opened) {
                        return opened;
                    }
                }
            }
            throw new IOException(segment + " does not begin with an opening");
        }
    }
}
