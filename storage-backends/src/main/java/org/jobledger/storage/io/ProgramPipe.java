package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A program that runs and whose input or output is bytes. For one thread at a time.
 *
 * <p>An interrupt of the thread kills the program and ends the call with {@link java.nio.channels.ClosedByInterruptException}.
 */
public interface ProgramPipe extends Closeable {

    /**
     * Gives the program all that remains in the buffer.
     *
     * @throws IOException if it has ended; the message has what it said last
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Takes what the program says, as much as there is room for at the most.
     *
     * @return how many bytes; -1 where it has said all and ended well
     * @throws IOException if it ended otherwise; the message has what it said last
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Tells the program that nothing more comes, and returns when it has ended well.
     *
     * @throws IOException if it ended otherwise; the message has what it said last
     */
    void finish() throws IOException;

    /** Ends the program, gently first; returns when it is gone. An interrupt is kept. */
    @Override
    void close();
}
