package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.jobledger.engine.event.Document;

/**
 * The file {@code owner} of a ledger: who has the lock, for people and for those who only look. No decision about who may write is ever
 * made by it.
 *
 * @param pid the process
 * @param since when it opened the ledger
 * @param processStarted when the process started, which tells it from a later one of the same number
 * @param startTicks the same as the system counts it from its boot (proc(5), starttime), which a step of the wall clock does not change; 0
 *     where that is not known
 * @param host where it runs
 */
record OwnerNote(long pid, Instant since, Instant processStarted, long startTicks, String host) {
    private static final String NAME = "owner";

    /** Where the time since the boot at which a process started stands in its line of proc(5), counted behind the name of the program. */
    private static final int START_TICKS = 19;

    /** This process, now. */
    static OwnerNote ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new OwnerNote(self.pid(), Instant.now(), startOf(self), ticks(self.pid()), DirectoryLock.host());
    }

    /** The note in a directory, or nothing where there is none that can be read. */
    static Optional<OwnerNote> read(Path directory) {
        try {
            Document note =
                    new Document(Files.readString(directory.resolve(NAME)).strip());
            return Optional.of(new OwnerNote(
                    note.integer("pid"),
                    Instant.parse(note.string("since")),
                    Instant.parse(note.string("processStarted")),
                    note.value("startTicks") != null ? note.integer("startTicks") : 0,
                    note.string("host")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Puts the note into a directory. */
    void write(Path directory) throws IOException {
        Document note = Document.of(
                "pid", pid,
                "since", since.toString(),
                "processStarted", processStarted.toString(),
                "startTicks", startTicks,
                "host", host);
        Path draft = directory.resolve(NAME + ".new");
        String text = note.json() + "\n";
        try {
            Files.writeString(draft, text);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new DiskFailure(draft, "write " + text.length() + " bytes at 0", false, e);
        }
        Files.move(draft, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the note out of a directory. */
    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** Whether that process lives, as far as can be seen from here; one on another host is taken to. */
    boolean lives() {
        return !host.equals(DirectoryLock.host())
                || ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(this::isTheSame)
                        .isPresent();
    }

    /** Not another one of the same number. What the JDK says of its start is made from the time of the boot, which moves with the wall clock. */
    private boolean isTheSame(ProcessHandle process) {
        long now = startTicks == 0 ? 0 : ticks(pid);
        return now == 0 ? startOf(process).equals(processStarted) : now == startTicks;
    }

    private static long ticks(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[START_TICKS]);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    boolean isOfThisProcess() {
        return pid == ProcessHandle.current().pid();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    @Override
    public String toString() {
        return "process " + pid + " since " + since + " on host " + host;
    }
}
