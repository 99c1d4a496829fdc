package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the names in a directory durable: {@link DirectorySync#force}, or what stands in for it where power cuts are tried. */
@FunctionalInterface
public interface NameForcing {

    /** Returns when every name made in or removed from the directory before is so for ever. */
    void force(Path directory) throws IOException;
}
