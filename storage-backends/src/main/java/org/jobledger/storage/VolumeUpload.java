package org.jobledger.storage;

import java.io.IOException;
import java.io.OutputStream;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;

/**
 * A stream into a volume and the job behind it, which holds the volume until the stream is closed (libvirt: virStorageVolUpload and its
 * virStream). For one thread.
 *
 * <p>What is written is on its way to the disk while the caller makes the next bytes. Only {@link #commit} makes it an upload: a stream
 * that is closed without it has ended early, and its job fails.
 *
 * <p>Writing throws {@link IOException} when the job has ended meanwhile, with a {@link JobUnsuccessfulException} as its cause.
 */
public abstract class VolumeUpload extends OutputStream {

    /** For the driver. */
    protected VolumeUpload() {}

    /** The job, operation "upload"; its progress counts bytes. */
    public abstract Job job();

    /**
     * Lets the next bytes be zeros without sending them (libvirt: virStreamSendHole); they take no place where the file system can.
     *
     * @param bytes how many, 0 or more
     * @throws IOException if the job has ended
     */
    public abstract void skip(long bytes) throws IOException;

    /**
     * Says that this was all, and waits until it is checked and durable (libvirt: virStreamFinish).
     *
     * @throws JobUnsuccessfulException if it is not: the length or the SHA-256 is not what was announced, the disk is full, somebody
     *     stopped the job
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    public abstract JobStats commit() throws InterruptedException;

    /** Ends it; without a commit before, the job fails, and the contents of the volume are undefined. */
    @Override
    public abstract void close();
}
