package org.jobledger.engine.progress;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads values that an {@link ExchangeWriter} wrote. */
final class ExchangeReader implements Exchange {
    private final DataInputStream in;

    ExchangeReader(byte[] bytes) {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new UncheckedIOException("estimates end early: " + e.getMessage(), e);
        }
    }

    @Override
    public double real(double now) {
        return unchecked(in::readDouble);
    }

    @Override
    public long whole(long now) {
        return unchecked(in::readLong);
    }

    @Override
    public boolean flag(boolean now) {
        return unchecked(in::readBoolean);
    }

    @Override
    public String text(String now) {
        return unchecked(in::readUTF);
    }
}
