package org.jobledger.storage.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a program says on one of its outputs, read by a thread of its own so that it never blocks; only the beginning is kept. */
final class ChildOutput {
    /** How much of it is kept, characters. */
    static final int MOST = 4 << 20;

    private static final int LAST = 500;

    private final StringBuilder kept = new StringBuilder();
    private final Thread reader;
    private volatile boolean cut;

    private ChildOutput(InputStream from, long pid, Consumer<String> heard) {
        this.reader = new Thread(() -> read(from, heard), "jobledger-child-" + pid);
        reader.setDaemon(true);
    }

    static ChildOutput of(InputStream from, long pid, Consumer<String> heard) {
        ChildOutput output = new ChildOutput(from, pid, heard);
        output.reader.start();
        return output;
    }

    private void read(InputStream from, Consumer<String> heard) {
        char[] buffer = new char[8192];
        try (Reader text = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
                String piece = new String(buffer, 0, count);
                keep(piece);
                heard.accept(piece);
            }
        } catch (IOException e) {
            // The process was killed; what it said before is kept.
            cut = true;
        }
    }

    private synchronized void keep(String piece) {
        int room = MOST - kept.length();
        cut |= piece.length() > room;
        kept.append(piece, 0, Math.min(room, piece.length()));
    }

    /** All that was said, or its beginning. The program has ended. */
    String text() throws InterruptedException {
        reader.join();
        synchronized (this) {
            return kept.toString();
        }
    }

    /** The end of what was said, on one line. */
    String last() throws InterruptedException {
        String all = text().strip().replaceAll("\\s*\\R\\s*", "; ");
        return all.isEmpty() ? "it said nothing" : all.substring(Math.max(0, all.length() - LAST));
    }

    /** Whether more was said than is kept. */
    boolean cut() {
        return cut;
    }
}
