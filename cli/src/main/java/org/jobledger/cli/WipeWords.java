package org.jobledger.cli;

import java.util.Arrays;
import java.util.Iterator;
import org.jobledger.storage.WipeAlgorithm;

/** The words of the wipe algorithms, for the completion of shells. */
final class WipeWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(WipeAlgorithm.values()).map(WipeAlgorithm::word).iterator();
    }
}
