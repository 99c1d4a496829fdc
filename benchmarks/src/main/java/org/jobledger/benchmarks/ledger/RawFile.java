package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The limit: the bytes of one event written and forced into a file whose room was made before, callers one after the other. */
final class RawFile implements Contender {
    private static final int EVENT_BYTES = 320;
    private static final long ROOM = 256L * 1024 * 1024;

    private final FileChannel channel;
    private long offset;

    RawFile(Path directory) throws IOException {
        channel = FileChannel.open(directory.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocate(1024 * 1024);
        for (long at = 0; at < ROOM; at += zeros.capacity()) {
            channel.write(zeros.clear(), at);
        }
        channel.force(true);
    }

    @Override
    public String name() {
        return "raw write + force, preallocated";
    }

    @Override
    public Caller caller(int number) {
        ByteBuffer event = ByteBuffer.allocate(EVENT_BYTES);
        return any -> append(event);
    }

    private synchronized void append(ByteBuffer event) throws IOException {
        channel.write(event.clear(), offset);
        channel.force(false);
        offset = (offset + EVENT_BYTES) % (ROOM - EVENT_BYTES);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
