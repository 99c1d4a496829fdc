package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.DiskFile;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that holds back what was not forced, contents and directory entries alike, and loses of it what the seed says when the
 * power is cut. Thread-safe.
 *
 * <p>What is kept of the unforced: all, nothing, whole writes by lot, or sectors of 512 or 4096 bytes by lot; of directory entries all,
 * none, the first few, or some by lot. A force without metadata does not make a new length durable.
 */
public final class PowerCutDisk implements Disk {
    private final Map<Path, Node> seen = new TreeMap<>();
    private final Map<Path, Node> durable = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private int generation;
    private boolean powered = true;
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean lastStepHappens;

    /** A change of directory entries that is not forced yet: it puts a node at a path, and takes one from another. */
    private record Entry(
            Path path, @Nullable Node node, @Nullable Path takenFrom) {
        boolean isIn(Path directory) {
            return directory.equals(path.getParent()) || (takenFrom != null && directory.equals(takenFrom.getParent()));
        }

        void applyTo(Map<Path, Node> to) {
            if (takenFrom != null) {
                to.remove(takenFrom);
            }
            if (node == null) {
                to.remove(path);
            } else {
                to.put(path, node);
            }
        }
    }

    /** An empty disk. */
    public PowerCutDisk() {}

    /** The disk as it is after these changes. */
    public static PowerCutDisk after(List<Step> steps) throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        for (Step step : steps) {
            disk.apply(step);
        }
        return disk;
    }

    private void apply(Step step) throws IOException {
        switch (step.kind()) {
            case CREATE -> create(step.path()).close();
            case WRITE -> node(step.path()).write(step.bytes(), step.number());
            case TRUNCATE -> node(step.path()).truncate(step.number());
            case DELETE -> delete(step.path());
            case REPLACE -> replace(step.path(), step.target());
            case MAKE_DIRECTORY -> makeDirectory(step.path());
            case FORCE -> node(step.path()).force(step.number() == 1);
            case FORCE_DIRECTORY -> forceDirectory(step.path());
        }
    }

    /** The power fails at a change that is still to come: with the last of so many it is gone. */
    public synchronized void failAtStep(int steps, boolean happens) {
        stepsLeft = steps;
        lastStepHappens = happens;
    }

    /** Makes all that is there durable. */
    public synchronized void settle() {
        entries.forEach(entry -> entry.applyTo(durable));
        entries.clear();
        durable.values().forEach(node -> node.force(true));
    }

    /** True until the power has failed. */
    public synchronized boolean powered() {
        return powered;
    }

    /** The process is killed: what it has written is there, though not forced. Its open files are closed. */
    public synchronized void kill() {
        restart();
    }

    /** The power is cut, and comes back: of what was not forced the disk keeps what the lot says. */
    public synchronized void cutPower(Random lot) {
        Survival survival = Survival.by(lot);
        int kept = survival.entriesOf(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (survival.keepsEntry(i, kept)) {
                entries.get(i).applyTo(durable);
            }
        }
        entries.clear();
        durable.keySet().removeIf(path -> !isReachable(path));
        seen.clear();
        seen.putAll(durable);
        durable.values().forEach(node -> node.cut(survival));
        restart();
    }

    private boolean isReachable(Path path) {
        Path parent = path.getParent();
        return parent == null || parent.getParent() == null || (durable.containsKey(parent) && isReachable(parent));
    }

    private void restart() {
        generation++;
        powered = true;
        stepsLeft = Integer.MAX_VALUE;
    }

    /** Counts a change; false where it does not happen. */
    private boolean step() throws IOException {
        requirePower();
        if (--stepsLeft > 0) {
            return true;
        }
        powered = false;
        if (!lastStepHappens) {
            requirePower();
        }
        return false;
    }

    private void requirePower() throws IOException {
        if (!powered) {
            throw new IOException("the power is gone");
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private synchronized void change(Change change) throws IOException {
        boolean goesOn = step();
        change.make();
        if (!goesOn) {
            requirePower();
        }
    }

    private Node node(Path path) throws NoSuchFileException {
        Node node = seen.get(path);
        if (node == null || node.directory()) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private void enter(Path path, @Nullable Node node, @Nullable Path takenFrom) {
        Entry entry = new Entry(path, node, takenFrom);
        entry.applyTo(seen);
        entries.add(entry);
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        change(() -> {
            if (seen.containsKey(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            requireDirectory(file);
            enter(file, new Node(false), null);
        });
        return new OpenFile(node(file));
    }

    private void requireDirectory(Path file) throws NoSuchFileException {
        Path parent = file.getParent();
        if (parent == null || !isThere(parent)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    private boolean isThere(Path directory) {
        return directory.getParent() == null || seen.containsKey(directory);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return openForWriting(file);
    }

    @Override
    public synchronized DiskFile openForWriting(Path file) throws IOException {
        requirePower();
        return new OpenFile(node(file));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        change(() -> {
            if (!isThere(directory)) {
                enter(directory, new Node(true), null);
            }
        });
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        requirePower();
        if (!isThere(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return seen.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public void delete(Path file) throws IOException {
        change(() -> {
            if (!node(file).directory()) {
                enter(file, null, null);
            }
        });
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        change(() -> enter(to, node(from), from));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        change(() -> {
            List<Entry> here =
                    entries.stream().filter(entry -> entry.isIn(directory)).toList();
            here.forEach(entry -> entry.applyTo(durable));
            entries.removeAll(here);
        });
    }

    private final class OpenFile implements DiskFile {
        private final Node node;
        private final int opened = generation;

        OpenFile(Node node) {
            this.node = node;
        }

        private void requireOpen() throws IOException {
            if (opened != generation) {
                throw new IOException("the process that opened the file is gone");
            }
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            change(() -> {
                requireOpen();
                node.write(bytes, offset);
            });
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            synchronized (PowerCutDisk.this) {
                requirePower();
                requireOpen();
                node.read(target, offset);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            change(() -> {
                requireOpen();
                node.force(metadata);
            });
        }

        @Override
        public long length() throws IOException {
            synchronized (PowerCutDisk.this) {
                requireOpen();
                return node.length();
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            change(() -> {
                requireOpen();
                node.truncate(length);
            });
        }

        @Override
        public void close() {}
    }
}
