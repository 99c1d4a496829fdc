package org.jobledger.storage.io;

import java.io.IOException;

/** Thrown when a program of QEMU uses a file; see its lock bytes. */
public final class ImageLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    ImageLockedException(String message) {
        super(message);
    }
}
