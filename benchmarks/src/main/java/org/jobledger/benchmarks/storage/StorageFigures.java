package org.jobledger.benchmarks.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;

/**
 * The long storage calls beside {@code dd}, {@code scrub}, {@code cp}, libvirt's {@code vol-clone} and {@code fallocate}, on one file system, in turn. Every way ends
 * with its data on the disk. Prints one table; "ours/this" above 1 is ours being faster, once by the medians and once by the least times,
 * which tell the way from what else the machine did. Then where the time of an allocation went.
 *
 * <p>Arguments: directory, size of the volume in MiB (default 512), rounds (default 5), and which calls, separated by commas (default
 * {@code wipe,clone,allocate,progress}).
 */
public final class StorageFigures {
    private static final int MIB = 1 << 20;
    private static final int WARM_UPS = 1_000;
    /** How often a call that makes a volume forces the ledger. */
    private static final int GROUPS = 3;

    private static final long CALLS = 200_000_000;
    private static final Set<String> ALL = Set.of("wipe", "clone", "allocate", "progress");

    private final Path directory;
    private final long bytes;
    private final int rounds;
    private final Set<String> calls;
    private final StorageDriver driver;
    private int names;

    private StorageFigures(Path directory, long bytes, int rounds, Set<String> calls) {
        this.directory = directory;
        this.bytes = bytes;
        this.rounds = rounds;
        this.calls = calls;
        this.driver = StorageDriver.open(JobEngine.at(directory.resolve("ledger")));
    }

    /** Runs it and prints the table. */
    public static void main(String[] args) throws Exception {
        Path base = Files.createTempDirectory(
                args.length > 0 ? Path.of(args[0]) : Path.of(System.getProperty("java.io.tmpdir")), "storage-figures");
        long mebibytes = args.length > 1 ? Long.parseLong(args[1]) : 512;
        try {
            System.out.println(Files.getFileStore(base).type() + ", " + mebibytes + " MiB, load "
                    + Files.readString(Path.of("/proc/loadavg")).strip());
            new StorageFigures(
                            base,
                            mebibytes * MIB,
                            args.length > 2 ? Integer.parseInt(args[2]) : 5,
                            args.length > 3 ? Set.of(args[3].split(",")) : ALL)
                    .all();
        } finally {
            try (Stream<Path> all = Files.walk(base)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private void all() throws Exception {
        Path pool = Files.createDirectory(directory.resolve("pool"));
        driver.definePool(PoolDefinition.dir("p", pool.toString()));
        driver.startPool("p");
        warmUp();
        Path random = directory.resolve("random");
        if (calls.contains("wipe") || calls.contains("clone")) {
            fill(random);
        }
        if (calls.contains("wipe")) {
            wipes(random);
        }
        if (calls.contains("clone")) {
            clones(pool, random);
        }
        if (calls.contains("allocate")) {
            allocations();
        }
        driver.close();
        if (calls.contains("progress")) {
            progress();
        }
    }

    /** A driver serves for longer than one call: until its code is compiled a call takes ten times as long. */
    private void warmUp() throws InterruptedException {
        long first = 0;
        long last = 0;
        for (int i = 0; i < WARM_UPS; i++) {
            long from = System.nanoTime();
            end(driver.createVolume(VolumeRequest.raw("p", "warm", MIB)));
            last = System.nanoTime() - from;
            first = i == 0 ? last : first;
            end(driver.wipeVolume("p", "warm", i % 2 == 0 ? WipeAlgorithm.ZERO : WipeAlgorithm.RANDOM));
            end(driver.cloneVolume(CloneRequest.of("p", "warm", "copy").reflink(Reflink.NEVER)));
            end(driver.deleteVolume("p", "copy"));
            end(driver.deleteVolume("p", "warm"));
        }
        System.out.printf(
                "warm-up    a volume of 1 MiB made: the first time %.1f ms, the last of %d times %.1f ms%n",
                first / 1e6, WARM_UPS, last / 1e6);
    }

    private void wipes(Path random) throws Exception {
        Path theirs = directory.resolve("theirs");
        Files.copy(random, theirs);
        end(driver.createVolume(VolumeRequest.raw("p", "v", bytes)));
        new Contest("zero", bytes)
                .with("ours", StorageFigures::sync, () -> end(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO)))
                .with("dd oflag=direct", StorageFigures::sync, () -> dd("/dev/zero", theirs))
                .run(rounds);
        Contest contest = new Contest("random", bytes)
                .with("ours", StorageFigures::sync, () -> end(driver.wipeVolume("p", "v", WipeAlgorithm.RANDOM)))
                .with("disk alone: dd of random data", StorageFigures::sync, () -> dd(random.toString(), theirs))
                .with("keystream alone: AES-128-CTR", () -> {}, this::keystream);
        if (Files.isExecutable(Path.of("/usr/bin/scrub"))) {
            contest.with("scrub -p random", StorageFigures::sync, () -> {
                run("scrub", "-f", "-S", "-p", "random", theirs.toString());
                run("sync", theirs.toString());
            });
        } else {
            System.out.println("NOT MEASURED: scrub, because /usr/bin/scrub is not installed");
        }
        contest.run(rounds);
    }

    private void clones(Path pool, Path random) throws Exception {
        Path copy = directory.resolve("copy");
        Files.move(random, pool.resolve("source"));
        Optional<LibvirtPool> libvirt = LibvirtPool.of(pool);
        clone(pool, copy, Reflink.NEVER, "never", libvirt);
        clone(pool, copy, Reflink.AUTO, "auto", Optional.empty());
        if (libvirt.isPresent()) {
            libvirt.get().close();
        }
    }

    private void clone(Path pool, Path copy, Reflink reflink, String word, Optional<LibvirtPool> libvirt)
            throws Exception {
        Contest contest = new Contest("clone", bytes)
                .with("ours, reflink " + word, StorageFigures::sync, () -> {
                    String name = "copy" + names++;
                    end(driver.cloneVolume(CloneRequest.of("p", "source", name).reflink(reflink)));
                })
                .with("cp --reflink=" + word + "; sync", () -> remove(pool, copy), () -> {
                    run("cp", "--reflink=" + word, pool.resolve("source").toString(), copy.toString());
                    run("sync", copy.toString());
                });
        libvirt.ifPresent(theirs -> {
            Path clone = pool.resolve("libvirts");
            Contest.Way before = () -> {
                Files.deleteIfExists(clone);
                sync();
                theirs.refresh();
            };
            contest.with("virsh vol-clone; sync", before, () -> {
                theirs.copy("source", "libvirts");
                run("sync", clone.toString());
            });
        });
        contest.run(rounds);
        Files.deleteIfExists(pool.resolve("libvirts"));
        remove(pool, copy);
    }

    private void remove(Path pool, Path copy) throws Exception {
        Files.deleteIfExists(copy);
        for (int i = 0; i < names; i++) {
            if (Files.exists(pool.resolve("copy" + i))) {
                end(driver.deleteVolume("p", "copy" + i));
            }
        }
        sync();
    }

    private void allocations() throws Exception {
        Path theirs = directory.resolve("allocated");
        Contest.Way before = () -> {
            Files.deleteIfExists(theirs);
            for (int i = 0; i < names; i++) {
                if (Files.exists(directory.resolve("pool/new" + i))) {
                    end(driver.deleteVolume("p", "new" + i));
                }
            }
            sync();
        };
        try (RawCalls raw = new RawCalls(directory.resolve("raw"));
                GroupTimes times = new GroupTimes(driver.engine())) {
            Contest.Way ours = () -> times.of(() -> {
                end(driver.createVolume(VolumeRequest.raw("p", "new" + names++, bytes)));
                return true;
            });
            new Contest("allocate", bytes)
                    .with("ours", before, ours)
                    .with("fallocate; sync", before, () -> {
                        run("fallocate", "-l", Long.toString(bytes), theirs.toString());
                        run("sync", theirs.toString());
                    })
                    .with("the system calls alone", before, () -> RawCalls.allocate(theirs, bytes))
                    .with("the same and " + GROUPS + " forced appends", before, () -> {
                        RawCalls.allocate(theirs, bytes);
                        raw.append(GROUPS);
                    })
                    .run(rounds);
            times.print("allocate");
            // On its own: while it writes for seconds, a machine may page out what is not used, and the others begin
            // cold.
            new Contest("allocate", bytes)
                    .with("ours", before, ours)
                    .with("dd if=/dev/zero oflag=direct", before, () -> dd("/dev/zero", theirs))
                    .run(rounds);
        }
    }

    private void dd(String from, Path to) throws Exception {
        run(
                "dd",
                "if=" + from,
                "of=" + to,
                "bs=4M",
                "count=" + bytes / (4 * MIB),
                "oflag=direct",
                "conv=notrunc,fsync",
                "status=none");
    }

    private void keystream() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new IvParameterSpec(new byte[16]));
        byte[] zeros = new byte[16 * 1024];
        byte[] made = new byte[16 * 1024];
        for (long at = 0; at < bytes; at += zeros.length) {
            int unused = cipher.update(zeros, 0, zeros.length, made, 0);
        }
    }

    /** What one call of advance costs beside the same loop without it. */
    private static void progress() {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            ProgressCounter counter = new ProgressCounter(0, (total, unit) -> {});
            counter.total(Long.MAX_VALUE, "bytes");
            long from = System.nanoTime();
            for (long i = 0; i < CALLS; i++) {
                counter.advance(4096);
            }
            best = Math.min(best, (System.nanoTime() - from) / (double) CALLS);
        }
        System.out.printf("progress   one call of advance %30.2f ns%n", best);
    }

    private void fill(Path file) throws IOException {
        byte[] block = new byte[MIB];
        Random random = new Random(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; at += block.length) {
                random.nextBytes(block);
                int unused = channel.write(ByteBuffer.wrap(block));
            }
            channel.force(true);
        }
    }

    private static void end(Job job) throws InterruptedException {
        JobStats unused = StorageDriver.finish(job);
    }

    private static void sync() throws Exception {
        run("sync");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new UncheckedIOException(new IOException(String.join(" ", command) + " failed"));
        }
    }
}
