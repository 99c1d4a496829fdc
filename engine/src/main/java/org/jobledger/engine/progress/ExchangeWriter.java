package org.jobledger.engine.progress;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes values into bytes. */
final class ExchangeWriter implements Exchange {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double real(double now) {
        unchecked(() -> out.writeDouble(now));
        return now;
    }

    @Override
    public long whole(long now) {
        unchecked(() -> out.writeLong(now));
        return now;
    }

    @Override
    public boolean flag(boolean now) {
        unchecked(() -> out.writeBoolean(now));
        return now;
    }

    @Override
    public String text(String now) {
        unchecked(() -> out.writeUTF(now));
        return now;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
