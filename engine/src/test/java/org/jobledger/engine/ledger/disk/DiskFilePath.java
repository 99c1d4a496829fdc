package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.jobledger.engine.ledger.Disk;

/**
 * H2's view of a {@link Disk}, so that its files share the fate of the journal's: the scheme {@code disk:7:} in front of a path, where 7
 * stands for one mounting. What a disk is mounted as is never used again, so that a database that was cut off does no harm.
 */
public final class DiskFilePath extends FilePath {
    private static final String SCHEME = "disk";
    private static final Map<String, Mounted> MOUNTED = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private record Mounted(Disk disk, boolean keepsOrder) {}

    /** Made by H2's registry. */
    public DiskFilePath() {}

    /**
     * Mounts a disk.
     *
     * @param keepsOrder false where the force straight after a write is left out, so that H2's writes are not ordered
     * @return the layer for H2, such as "disk:7:"
     */
    public static String mount(Disk disk, boolean keepsOrder) {
        FilePath.register(new DiskFilePath());
        String layer = SCHEME + ":" + NUMBERS.incrementAndGet() + ":";
        MOUNTED.put(layer, new Mounted(disk, keepsOrder));
        return layer;
    }

    /** From now on whoever still has the disk by this layer gets errors. */
    public static void unmount(String layer) {
        MOUNTED.remove(layer);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePath getPath(String path) {
        DiskFilePath made = new DiskFilePath();
        made.name = path;
        return made;
    }

    private String layer() {
        return name.substring(0, name.indexOf(':', SCHEME.length() + 1) + 1);
    }

    private Path path() {
        return Path.of(name.substring(layer().length()));
    }

    private Mounted mounted() throws IOException {
        Mounted mounted = MOUNTED.get(layer());
        if (mounted == null) {
            throw new IOException("not mounted any more: " + name);
        }
        return mounted;
    }

    @FunctionalInterface
    private interface Asking<T> {
        T of(Disk disk, Path path) throws IOException;
    }

    private <T> T ask(Asking<T> asking) {
        try {
            return asking.of(mounted().disk(), path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> entries(Disk disk, Path directory) throws IOException {
        return disk.list(directory);
    }

    private static boolean isIn(Disk disk, Path path) throws IOException {
        Path parent = path.getParent();
        return parent == null || entries(disk, parent).contains(String.valueOf(path.getFileName()));
    }

    @Override
    public long size() {
        return ask((disk, path) -> {
            try (var file = disk.open(path)) {
                return file.length();
            }
        });
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        ask((disk, path) -> {
            disk.replace(path, ((DiskFilePath) target).path());
            return path;
        });
    }

    @Override
    public boolean createFile() {
        return ask((disk, path) -> {
            if (isIn(disk, path)) {
                return false;
            }
            disk.create(path).close();
            return true;
        });
    }

    @Override
    public boolean exists() {
        return ask(DiskFilePath::isIn);
    }

    @Override
    public void delete() {
        ask((disk, path) -> {
            if (isIn(disk, path)) {
                disk.delete(path);
            }
            return path;
        });
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        // H2's wrapper sets the elements of this list.
        List<FilePath> files = new ArrayList<>();
        ask(DiskFilePath::entries).forEach(entry -> files.add(getPath(layer() + path().resolve(entry))));
        return files;
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return getPath(layer() + path().getParent());
    }

    @Override
    public boolean isDirectory() {
        return !isRegularFile();
    }

    @Override
    public boolean isRegularFile() {
        return path().toString().contains(".");
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public void createDirectory() {
        throw new UnsupportedOperationException("H2 makes no directories here: " + name);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Mounted mounted = mounted();
        Disk disk = mounted.disk();
        boolean isNew = !mode.equals("r") && !isIn(disk, path());
        return new DiskChannel(isNew ? disk.create(path()) : disk.openForWriting(path()), mounted.keepsOrder());
    }

    @Override
    public boolean setReadOnly() {
        throw new UnsupportedOperationException("H2 protects no files here: " + name);
    }
}
