package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.LedgerDamagedException;

/**
 * The forms of a segment that an opening finds and whose headers can be read: the plain one before the compressed one. Empty where the
 * creation of the segment was cut off.
 */
record SegmentForms(List<Form> forms) {
    private static final int READ_AT_ONCE = 64 * 1024;

    /**
     * A form of a segment.
     *
     * @param segment its header, and how many bytes it holds
     * @param compressed whether it is the compressed one
     */
    record Form(Segment segment, boolean compressed) {}

    /** The form to read: the first that holds as many bytes as are history, else the one that holds the most. */
    Form holding(long length) {
        return forms.stream()
                .filter(form -> form.segment().length() >= length)
                .findFirst()
                .orElseGet(() -> forms.get(0));
    }

    /**
     * Looks for the forms of a segment.
     *
     * @param listed the names of the files that were there a moment ago; since then the segment may have been compressed
     * @throws LedgerDamagedException if there are forms and none has its header
     */
    static SegmentForms find(SegmentFiles files, String name, Set<String> listed) throws IOException {
        Optional<DiskFile> plain = listed.contains(name) ? files.plain(name) : Optional.empty();
        boolean hasOther = plain.isEmpty() || listed.contains(name + SegmentFiles.COMPRESSED);
        Optional<DiskFile> compressed = hasOther ? files.compressed(name) : Optional.empty();
        List<Form> forms = new ArrayList<>();
        List<LedgerDamagedException> damages = new ArrayList<>();
        for (DiskFile file :
                List.of(plain, compressed).stream().flatMap(Optional::stream).toList()) {
            try (file) {
                read(file, name).ifPresent(segment -> forms.add(new Form(segment, file instanceof CompressedFile)));
            } catch (LedgerDamagedException e) {
                damages.add(e);
            }
        }
        if (forms.isEmpty() && !damages.isEmpty()) {
            throw damages.get(0);
        }
        return new SegmentForms(List.copyOf(forms));
    }

    private static Optional<Segment> read(DiskFile file, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(bytes, 0);
        Optional<SegmentHeader> header = SegmentHeader.decode(bytes.flip(), name);
        if (header.isEmpty()) {
            requireNothingBehind(file, name);
        } else if (!header.get().fileName().equals(name)) {
            throw new LedgerDamagedException("journal segment " + name + " is not there: the file of that name holds "
                    + header.get().fileName());
        }
        long length = file.length();
        return header.map(whole -> new Segment(whole, length));
    }

    /** A header is durable before anything stands behind it, or is compressed: where something does, the header was damaged. */
    private static void requireNothingBehind(DiskFile file, String name) throws IOException {
        boolean damaged = file instanceof CompressedFile;
        ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE);
        for (long at = SegmentHeader.BYTES; !damaged && at < file.length(); at += READ_AT_ONCE) {
            file.read(bytes.clear(), at);
            bytes.flip();
            while (bytes.hasRemaining()) {
                damaged |= bytes.get() != 0;
            }
        }
        if (damaged) {
            throw new LedgerDamagedException("journal segment " + name + " is damaged: its header, bytes 0 to "
                    + (SegmentHeader.BYTES - 1) + ", cannot be read, nor position " + SegmentChain.positionOf(name)
                    + " and those after it");
        }
    }
}
