package org.jobledger.storage;

import java.nio.file.Path;

/**
 * A snapshot of a volume (libvirt: virStorageVolInfo and the volume XML).
 *
 * @param pool the name of its pool
 * @param name its name
 * @param path where it is
 * @param layout how it is laid out, as far as its file and the ledger say
 * @param capacity the size a guest sees, bytes
 * @param allocation what it takes on the disk right now, bytes; while it is being allocated this grows
 * @param physical the size of its file, bytes
 * @param state where it stands
 * @param note why it stands there, for people; empty where there is nothing to say
 * @param jobId the job that holds it, 0 where none does
 * @param recorded whether the ledger knows it; a file that somebody else put into the directory is listed too, with false
 */
public record VolumeInfo(
        String pool,
        String name,
        Path path,
        VolumeFormat layout,
        long capacity,
        long allocation,
        long physical,
        VolumeState state,
        String note,
        long jobId,
        boolean recorded) {
    /** The name of its format, such as "raw". */
    public String format() {
        return layout.name();
    }
}
