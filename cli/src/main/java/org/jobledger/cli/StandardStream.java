package org.jobledger.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A standard stream of this process that remembers why something that was printed did not arrive. For any thread. */
final class StandardStream extends PrintStream {
    /** What the operating system says of a pipe that nobody reads any more; the same in brackets where it says so in another language. */
    private static final String BROKEN_PIPE = "broken pipe";

    private final Remembering target;

    StandardStream(OutputStream target, Charset charset) {
        this(new Remembering(target), charset);
    }

    private StandardStream(Remembering target, Charset charset) {
        super(target, false, charset);
        this.target = target;
    }

    /** Why something did not arrive; nothing where all did, or where whoever read it has gone, which is his own choice. */
    Optional<String> lost() {
        flush();
        return Optional.ofNullable(target.failure)
                .map(failure -> String.valueOf(failure.getMessage()))
                .filter(reason -> !reason.toLowerCase(Locale.ROOT).contains(BROKEN_PIPE));
    }

    private static final class Remembering extends FilterOutputStream {
        private volatile @Nullable IOException failure;

        Remembering(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
