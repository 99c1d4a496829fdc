package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.ledger.Disk;

/** A disk that says it has forced but has not, at one of the places where the ledger asks for it. Thread-safe. */
public final class ForgetfulDisk extends StepDisk {

    /** The places, told apart by what was written to the file last. */
    public enum Site {
        /** The text of the file {@code format}, before it is renamed into place. */
        FORMAT,
        /** The entries of the ledger's directory. */
        LEDGER_DIRECTORY,
        /** The entries of the directory above. */
        PARENT_DIRECTORY,
        /** The entries of the directory of segments. */
        JOURNAL_DIRECTORY,
        /** The end of the segment that a new opening goes on from. */
        INHERITED_TAIL,
        /** The header of a new segment, with its first room. */
        HEADER,
        /** More room in a segment. */
        GROWTH,
        /** A group of events. */
        GROUP,
        /** The seal of a clean close. */
        SEAL
    }

    private final Site forgotten;
    private final Map<Path, Site> written = new HashMap<>();
    private final AtomicInteger count;

    /** A disk over another one, for one opening, that forgets one place and counts how often. */
    public ForgetfulDisk(Disk under, Site forgotten, AtomicInteger count) {
        super(under);
        this.forgotten = forgotten;
        this.count = count;
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        if (isForce(step) && siteOf(step) == forgotten) {
            count.incrementAndGet();
            return;
        }
        change.make();
        if (step.kind() == Step.Kind.WRITE) {
            written.put(step.path(), siteOfWrite(step));
        }
    }

    private static boolean isForce(Step step) {
        return step.kind() == Step.Kind.FORCE || step.kind() == Step.Kind.FORCE_DIRECTORY;
    }

    private Site siteOf(Step force) {
        if (force.kind() == Step.Kind.FORCE) {
            return written.getOrDefault(force.path(), Site.INHERITED_TAIL);
        } else if (force.path().endsWith("journal")) {
            return Site.JOURNAL_DIRECTORY;
        }
        return force.path().endsWith("ledger") ? Site.LEDGER_DIRECTORY : Site.PARENT_DIRECTORY;
    }

    private static Site siteOfWrite(Step write) {
        String begin = new String(write.bytes(), 0, Math.min(4, write.bytes().length), StandardCharsets.US_ASCII);
        return switch (begin) {
            case "JGRP" -> Site.GROUP;
            case "JSEA" -> Site.SEAL;
            case "JLED" -> Site.HEADER;
            case "jobl" -> Site.FORMAT;
            default -> zeros(write.bytes()) ? Site.GROWTH : Site.GROUP;
        };
    }

    private static boolean zeros(byte[] bytes) {
        return ByteBuffer.wrap(bytes).mismatch(ByteBuffer.allocate(bytes.length)) < 0;
    }
}
