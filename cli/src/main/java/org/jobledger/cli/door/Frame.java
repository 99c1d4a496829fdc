package org.jobledger.cli.door;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message through the door.
 *
 * <pre>
 * byte  type        FrameType
 * int   length      of what follows, big-endian, at most 1 MiB
 * ...   content
 * </pre>
 *
 * @param type what it carries
 * @param content the bytes of it; read once
 */
record Frame(FrameType type, ByteBuffer content) {
    static final int HEADER_BYTES = 5;
    static final int LARGEST = 1 << 20;

    static Frame empty(FrameType type) {
        return new Frame(type, ByteBuffer.allocate(0));
    }

    static Frame of(FrameType type, byte[] bytes, int offset, int length) {
        return new Frame(type, ByteBuffer.wrap(bytes, offset, length));
    }

    static Frame of(FrameType type, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            content.putInt(number);
        }
        return new Frame(type, content.flip());
    }

    static Frame refusal(String code, String sentence) {
        return new Frame(FrameType.REFUSED, StandardCharsets.UTF_8.encode(code + "\n" + sentence));
    }

    int number() throws IOException {
        try {
            return content.getInt();
        } catch (BufferUnderflowException e) {
            throw new IOException("a frame " + type + " without its number", e);
        }
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content).toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
