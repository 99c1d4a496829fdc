package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's view of a file whose writes reach the disk in order: the scheme {@code jobledger:} in front of a path, or of another scheme.
 *
 * <p>H2 writes a chunk in one call, accepts it on its header and footer alone, and uses freed space again; nothing of its own orders
 * the body before the footer, so that a power cut can leave a file that does not open. Below this scheme the body is forced before the
 * footer. Because H2 cuts its URLs at ';', that character and '%' are written as in URLs.
 */
public final class OrderedFilePath extends FilePathWrapper {
    private static final String SCHEME = "jobledger";
    private static final String DATABASE_FILE = ".mv.db";

    /** Made by H2, for each path of this scheme. */
    public OrderedFilePath() {}

    /** Makes the scheme known to H2; doing it again changes nothing. */
    static void register() {
        FilePath.register(new OrderedFilePath());
    }

    /** The name of a file in this scheme, on top of a layer such as "" or "faulty:". */
    static String name(String layer, Path file) {
        return SCHEME + ":" + encode(layer + file);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePathWrapper wrap(FilePath base) {
        return getPath(getPrefix() + encode(base.toString()));
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(decode(path.substring(getPrefix().length())));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel channel = super.open(mode);
        return mode.equals("r") || !toString().endsWith(DATABASE_FILE) ? channel : new OrderedFile(channel);
    }

    private static String encode(String path) {
        return path.replace("%", "%25").replace(";", "%3B");
    }

    private static String decode(String path) {
        return path.replace("%3B", ";").replace("%25", "%");
    }
}
