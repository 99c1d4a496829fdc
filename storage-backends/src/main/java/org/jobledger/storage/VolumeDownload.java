package org.jobledger.storage;

import java.io.IOException;
import java.io.InputStream;
import org.jobledger.engine.Job;

/**
 * A stream out of a volume and the job behind it, which holds the volume until the stream is at its end or closed (libvirt:
 * virStorageVolDownload and its virStream). For one thread.
 *
 * <p>The end of the stream is only told when the job has completed: then all that was read is one state of the volume, and has the
 * SHA-256 that was asked for. Until then reading throws {@link IOException} when the job has ended otherwise, with a {@link
 * JobUnsuccessfulException} as its cause.
 */
public abstract class VolumeDownload extends InputStream {

    /** For the driver. */
    protected VolumeDownload() {}

    /** The job, operation "download"; its progress counts bytes. */
    public abstract Job job();

    /**
     * Skips the hole that comes next (libvirt: virStreamRecvHole). Without it, holes are read as zeros.
     *
     * @return how many zeros were skipped; 0 where data comes next, or the end
     * @throws IOException if the job has ended
     */
    public abstract long skipHole() throws IOException;

    /** Ends it; before its end, the job is cancelled. */
    @Override
    public abstract void close();
}
