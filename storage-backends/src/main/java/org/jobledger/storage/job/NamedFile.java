package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.storage.io.VolumeFile;

/**
 * A file that was made, with its name. Where the one is forced after the other the file system has to write its journal once.
 *
 * @param place where it is
 * @param file the file
 */
record NamedFile(Place place, VolumeFile file) {

    /** Makes what is in it durable, and that it is there. */
    void force() throws IOException {
        file.force();
        place.forceName();
    }
}
