package org.jobledger.storage.job;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobledger.storage.io.VolumeFile;

/**
 * A file that keeps what was not forced in memory, and at a crash drops, tears or keeps each such write as a random generator wants it. For
 * each byte it remembers which passes were on the disk.
 */
final class ForgetfulDisk {
    private final Trap trap;
    private final boolean forceWorks;
    private final byte[] seen;
    private final byte[] durable;
    private final int[] seenPass;
    private final long[] durablePasses;
    private final List<int[]> unforced = new ArrayList<>();
    private final List<Long> writesSinceCrash = new ArrayList<>();
    private int pass;
    private int flipped = -1;
    private String key = "ino=1";

    ForgetfulDisk(byte[] content, Trap trap, boolean forceWorks) {
        this.trap = trap;
        this.forceWorks = forceWorks;
        this.seen = content.clone();
        this.durable = content.clone();
        this.seenPass = new int[content.length];
        this.durablePasses = new long[content.length];
    }

    void pass(int newPass) {
        pass = newPass;
    }

    void replacedBy(String newKey) {
        key = newKey;
    }

    /** This byte will read back wrong. */
    void flipWhenRead(int offset) {
        flipped = offset;
    }

    void crash(Random random) {
        for (int[] write : unforced) {
            switch (random.nextInt(3)) {
                case 0 -> keep(write[0], write[1]);
                case 1 -> keep(write[0], write[0] + random.nextInt(write[1] - write[0]));
                default -> {}
            }
        }
        unforced.clear();
        writesSinceCrash.clear();
        System.arraycopy(durable, 0, seen, 0, seen.length);
    }

    private void keep(int from, int to) {
        System.arraycopy(seen, from, durable, from, to - from);
        for (int i = from; i < to; i++) {
            durablePasses[i] |= 1L << seenPass[i];
        }
    }

    byte[] durable() {
        return durable.clone();
    }

    /** The offsets written to since the last crash. */
    List<Long> writesSinceCrash() {
        return writesSinceCrash;
    }

    /** Whether a pass was on the disk for every byte at some time. */
    boolean everywhere(int passNumber) {
        return Arrays.stream(durablePasses).allMatch(passes -> (passes & 1L << passNumber) != 0);
    }

    VolumeFile open() {
        return new OpenFile();
    }

    long size() {
        return seen.length;
    }

    String key() {
        return key;
    }

    private final class OpenFile implements VolumeFile {
        @Override
        public String key() {
            return key;
        }

        @Override
        public long size() {
            return seen.length;
        }

        @Override
        public void resize(long bytes) {
            if (bytes != seen.length) {
                throw new AssertionError("this disk keeps its size");
            }
        }

        @Override
        public ByteBuffer buffer(int bytes) {
            return ByteBuffer.allocateDirect(bytes);
        }

        @Override
        public void write(ByteBuffer source, long offset) {
            trap.step("write");
            int from = (int) offset;
            int length = source.remaining();
            source.get(seen, from, length);
            written(from, from + length);
            trap.step("after write");
        }

        private void written(int from, int to) {
            Arrays.fill(seenPass, from, to, pass);
            unforced.add(new int[] {from, to});
            writesSinceCrash.add((long) from);
        }

        @Override
        public void read(ByteBuffer target, long offset) {
            trap.step("read");
            byte[] read = Arrays.copyOfRange(seen, (int) offset, (int) offset + target.remaining());
            if (flipped >= offset && flipped < offset + read.length) {
                read[flipped - (int) offset] ^= 1;
            }
            target.put(read);
        }

        @Override
        public void allocate(long offset, long length) {
            throw new AssertionError("a wipe allocates nothing");
        }

        @Override
        public void discard(long offset, long length) {
            trap.step("discard");
            Arrays.fill(seen, (int) offset, (int) (offset + length), (byte) 0);
            written((int) offset, (int) (offset + length));
        }

        @Override
        public void force() {
            trap.step("force");
            if (forceWorks) {
                unforced.forEach(write -> keep(write[0], write[1]));
                unforced.clear();
            }
            trap.step("after force");
        }

        @Override
        public void close() {}
    }
}
