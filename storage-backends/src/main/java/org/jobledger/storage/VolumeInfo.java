package org.jobledger.storage;

import java.nio.file.Path;

/**
 * A snapshot of a volume (libvirt: virStorageVolInfo and the volume XML).
 *
 * @param pool the name of its pool
 * @param name its name
 * @param path where it is
 * @param format how it is laid out, "raw"
 * @param capacity the size a guest sees, bytes
 * @param allocation what it takes on the disk right now, bytes; while it is being allocated this grows
 * @param state where it stands
 * @param note why it stands there, for people; empty where there is nothing to say
 * @param jobId the job that holds it, 0 where none does
 * @param recorded whether the ledger knows it; a file that somebody else put into the directory is listed too, with false
 */
public record VolumeInfo(
        String pool,
        String name,
        Path path,
        String format,
        long capacity,
        long allocation,
        VolumeState state,
        String note,
        long jobId,
        boolean recorded) {}
