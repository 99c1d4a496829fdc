package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of this machine, told from a later one that has its number. When it started is counted from the boot, in the ticks of proc(5):
 * what the JDK says of it is made from the time of the boot, which moves with the wall clock.
 *
 * @param pid its number
 * @param startTicks when it started, in ticks since the boot; 0 where the system did not tell, or it had ended by then
 * @param boot which boot that was; empty where the system does not tell
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {
    private static final Path PROCESSES = Path.of("/proc");

    /** Fields 3, 6, 20 and 22 of proc(5)'s stat, counted from behind the name, which may have blanks and parentheses in it. */
    private static final int STATE_FIELD = 0;

    private static final int SESSION_FIELD = 3;
    private static final int THREADS_FIELD = 17;
    private static final int START_FIELD = 19;

    private static final String BOOT = bootId();

    /** This process. */
    public static final ProcessIdentity THIS = of(ProcessHandle.current().pid());

    /** Whoever has this number now. */
    public static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startTicks(pid), BOOT);
    }

    private static String bootId() {
        try {
            return Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"))
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** What is dead, with all its threads, and only waits for its parent to ask how it ended counts as gone. */
    private static long startTicks(long pid) {
        return fields(pid)
                .filter(fields -> !fields.get(STATE_FIELD).equals("Z") || number(fields, THREADS_FIELD) > 1)
                .map(fields -> number(fields, START_FIELD))
                .orElse(0L);
    }

    private static long number(List<String> fields, int field) {
        return Long.parseLong(fields.get(field));
    }

    private static Optional<List<String>> fields(long pid) {
        try {
            // The name in it may be of any bytes.
            String stat = Files.readString(PROCESSES.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The session that a process is in, by number: that of its parent, unless it has left it to be a daemon; 0 where the system does not tell. */
    static long session(long pid) {
        return fields(pid).map(fields -> number(fields, SESSION_FIELD)).orElse(0L);
    }

    /** Whether this very process is there now. */
    public boolean lives() {
        return startTicks != 0 && equals(of(pid));
    }

    /** Kills it, and what it has started and that is still below it; returns at once. Does nothing where it is gone. */
    public void kill() {
        // The handle first: it knows by itself when another process has the number.
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent() && lives()) {
            Stream<ProcessHandle> all = Stream.concat(process.get().descendants(), process.stream());
            all.toList().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
