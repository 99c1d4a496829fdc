package org.jobledger.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Data that is easy to recognise: each 64 bytes are one line of text, which starts with the same words and bears the number of its
 * 4 KiB block. Where one line is left of it anywhere, {@link #blocksLeft} finds it.
 */
final class OldData {
    static final int BLOCK_BYTES = 4096;
    static final String MARKER = "OLD SECRET ";
    private static final int LINE_BYTES = 64;
    private static final int CHUNK_BYTES = 256 * BLOCK_BYTES;

    private OldData() {}

    /** Overwrites a file with it from its first byte to its last, and forces it to disk. */
    static void fill(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (long at = 0; at < size; at += CHUNK_BYTES) {
                for (int offset = 0; offset < CHUNK_BYTES; offset += BLOCK_BYTES) {
                    writeBlock(chunk, offset, (at + offset) / BLOCK_BYTES);
                }
                writeFully(channel, ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK_BYTES, size - at)));
            }
            channel.force(true);
        }
    }

    /** How many of the file's blocks hold old data, whole or in part. */
    static long blocksLeft(Path file) throws IOException {
        long blocks = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            while (readFully(channel, chunk.clear())) {
                for (int offset = 0; offset < chunk.limit(); offset += BLOCK_BYTES) {
                    int end = Math.min(offset + BLOCK_BYTES, chunk.limit());
                    blocks += holdsMarker(chunk.array(), offset, end) ? 1 : 0;
                }
            }
        }
        return blocks;
    }

    /** The line that a block is full of. */
    static String line(long block) {
        String text = MARKER + String.format("%016d", block) + ": card 4111-1111, key 0xDEADBEEF, ";
        return text + "x".repeat(LINE_BYTES - 1 - text.length()) + "\n";
    }

    private static void writeBlock(byte[] chunk, int offset, long block) {
        byte[] line = line(block).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BLOCK_BYTES; i += LINE_BYTES) {
            System.arraycopy(line, 0, chunk, offset + i, LINE_BYTES);
        }
    }

    private static boolean holdsMarker(byte[] bytes, int from, int to) {
        byte[] marker = MARKER.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i <= to - marker.length; i++) {
            if (bytes[i] == marker[0] && Arrays.equals(bytes, i, i + marker.length, marker, 0, marker.length)) {
                return true;
            }
        }
        return false;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Fills the buffer as far as the file goes; false at its end. */
    private static boolean readFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        int count = 0;
        while (buffer.hasRemaining() && count >= 0) {
            count = channel.read(buffer);
        }
        buffer.flip();
        return buffer.hasRemaining();
    }
}
