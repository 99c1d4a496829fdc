package org.jobledger.storage.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jobledger.storage.io.FileStatus.Kind;

/**
 * Finds out whether somebody else has a file open: a guest, a loop device that is mounted, a backup. Only for a file that this process
 * has not open itself.
 *
 * <p>Of a file the kernel says it by refusing a lease. Where it gives none (network file systems, files of other users) nothing is known, and
 * nobody is found.
 */
public final class OpenElsewhere {
    private static final int AGAIN = 11;
    private static final int BUSY = 16;
    private static final int LOOKS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path BLOCK_DEVICES = Path.of("/sys/block");
    private static final int ENOUGH = 3;

    private OpenElsewhere() {}

    /**
     * Who has it open, for people, or nothing where nobody is known to.
     *
     * @param onlyWriters whether those who only read do not count
     * @throws IOException if it cannot be found
     */
    public static Optional<String> by(Path path, boolean onlyWriters) throws IOException {
        return refused(path, onlyWriters) ? Optional.of(describe(path.toRealPath())) : Optional.empty();
    }

    private static boolean refused(Path path, boolean onlyWriters) throws IOException {
        return FileStatus.of(path)
                        .filter(status -> status.kind() == Kind.DEVICE)
                        .isPresent()
                ? deviceRefused(path, onlyWriters)
                : fileRefused(path, onlyWriters);
    }

    /** There are no leases on devices: the kernel knows who has one for himself, and the processes are looked through for others. */
    private static boolean deviceRefused(Path device, boolean onlyWriters) {
        for (int look = 0; look < LOOKS; look++) {
            boolean held = LinuxCalls.available() && LinuxCalls.alone(device) == BUSY;
            if (!held && (onlyWriters || !isOpenSomewhere(device))) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static boolean fileRefused(Path path, boolean onlyWriters) {
        try (Descriptor file = Descriptor.of(path, false).orElse(null)) {
            // A child process that is just being started has a copy of every descriptor of ours, also of those closed
            // by now.
            for (int look = 0; file != null && look < LOOKS; look++) {
                if (LinuxCalls.lease(file.number(), !onlyWriters) != AGAIN) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return file != null;
        } catch (IOException e) {
            // We may not open it, so nothing can be told; whoever opens it next meets the same error and reports it.
            return false;
        }
    }

    private static String describe(Path path) {
        List<String> found = new ArrayList<>(loopDevices(path));
        String mounted = mountPoint(path.toString());
        if (!mounted.isEmpty()) {
            found.add("the kernel, as it is" + mounted);
        }
        found.addAll(processes(path));
        if (found.isEmpty()) {
            return "somebody who cannot be seen from here";
        }
        List<String> shown = found.subList(0, Math.min(ENOUGH, found.size()));
        return String.join(", ", shown) + (found.size() > ENOUGH ? " and " + (found.size() - ENOUGH) + " more" : "");
    }

    private static List<String> loopDevices(Path path) {
        List<String> found = new ArrayList<>();
        for (Path device : entries(BLOCK_DEVICES, "loop*")) {
            if (firstLine(device.resolve("loop/backing_file")).equals(path.toString())) {
                String name = "/dev/" + device.getFileName();
                found.add(name + mountPoint(name));
            }
        }
        return found;
    }

    private static String mountPoint(String device) {
        try {
            return Files.readAllLines(PROCESSES.resolve("self/mounts")).stream()
                    .map(line -> line.split(" "))
                    .filter(fields -> fields.length > 1 && fields[0].equals(device))
                    .findFirst()
                    .map(fields -> " mounted at " + fields[1])
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isOpenSomewhere(Path path) {
        return entries(PROCESSES, "[0-9]*").stream()
                .anyMatch(
                        process -> entries(process.resolve("fd"), "*").stream().anyMatch(file -> isOpen(file, path)));
    }

    private static List<String> processes(Path path) {
        List<String> found = new ArrayList<>();
        for (Path process : entries(PROCESSES, "[0-9]*")) {
            if (entries(process.resolve("fd"), "*").stream().anyMatch(file -> isOpen(file, path))
                    || isMapped(process, path)) {
                found.add("process " + process.getFileName() + " (" + firstLine(process.resolve("comm")) + ")");
            }
        }
        return found;
    }

    private static boolean isOpen(Path descriptor, Path path) {
        try {
            return Files.readSymbolicLink(descriptor).equals(path);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    /** A file that is mapped into memory is in use though its descriptor is closed. */
    private static boolean isMapped(Path process, Path path) {
        try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
            return maps.anyMatch(line -> line.endsWith(" " + path));
        } catch (IOException | UncheckedIOException e) {
            // Ended meanwhile, or of another user.
            return false;
        }
    }

    private static List<Path> entries(Path directory, String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            // Ended meanwhile, or of another user: whoever can be seen is named.
            return found;
        }
        return found;
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
