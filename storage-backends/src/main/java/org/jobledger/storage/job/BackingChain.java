package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.io.ImageHeader;
import org.jobledger.storage.io.Qcow2Header;

/**
 * The images that an image is a change of, as a program would open them. What somebody has uploaded may name any file of this machine, so
 * all of them must be volumes of started pools, with their formats said.
 *
 * @param definitions the pools
 * @param backends the backends
 */
public record BackingChain(Definitions definitions, Backends backends) {
    private static final int LONGEST = 64;

    /**
     * The volumes behind an image, the nearest first; none behind a raw one.
     *
     * @throws UnsafePathException if it would lead out of the started pools, or is no image of its format
     */
    public List<Target> of(Target image, String format) {
        List<Target> chain = new ArrayList<>();
        Target at = image;
        String laidOut = format;
        while (!laidOut.equals("raw")) {
            Path path = path(at);
            ImageHeader header = header(at, path, laidOut);
            String backing = header.backing();
            if (backing == null) {
                return chain;
            } else if (header.backingFormat() == null || chain.size() == LONGEST) {
                throw new UnsafePathException(at + " is a change of '" + backing + "', and "
                        + (chain.size() == LONGEST ? "so on, over and over" : "does not say in which format that is"));
            }
            laidOut = header.backingFormat();
            at = next(at, path, backing);
            chain.add(at);
        }
        return chain;
    }

    private Path path(Target target) {
        PoolRecord pool = definitions.pool(target.pool());
        backends.of(pool.definition()).requireVolume(pool.definition(), target.volume());
        return backends.of(pool.definition()).path(pool.definition(), target.volume());
    }

    private static ImageHeader header(Target target, Path path, String format) {
        try {
            ImageHeader header = ImageHeader.of(path)
                    .filter(found -> found.format().equals(format))
                    .orElseThrow(() -> new UnsafePathException(target + " is no image of format " + format));
            Qcow2Header qcow2 = header.qcow2();
            if (qcow2 != null && qcow2.dataElsewhere()) {
                throw new UnsafePathException(target + " has its data in another file");
            }
            return header;
        } catch (IOException e) {
            throw new BackendException("cannot read the header of " + target + ": " + Shown.why(e), e);
        }
    }

    private Target next(Target from, Path path, String backing) {
        try {
            return Target.at(definitions, path.resolveSibling(Path.of(backing)))
                    .orElseThrow(() -> outside(from, backing));
        } catch (InvalidPathException e) {
            throw outside(from, backing);
        }
    }

    private static UnsafePathException outside(Target from, String backing) {
        return new UnsafePathException(
                from + " is a change of '" + backing + "', which is no volume of a started pool");
    }
}
