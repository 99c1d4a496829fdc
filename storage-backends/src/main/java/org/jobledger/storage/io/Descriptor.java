package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An open file as the kernel numbers it, for the calls that Java has no name for. For one thread at a time. */
final class Descriptor implements Closeable {
    private final int number;

    private Descriptor(int number) {
        this.number = number;
    }

    /** Opens a file, or answers nothing where the platform does not have the calls. */
    static Optional<Descriptor> of(Path path, boolean write) throws IOException {
        return LinuxCalls.available() ? Optional.of(new Descriptor(LinuxCalls.open(path, write))) : Optional.empty();
    }

    int number() {
        return number;
    }

    @Override
    public void close() {
        LinuxCalls.close(number);
    }
}
