package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Programs that outlived the process that started them. They are found in two ways. Where it is written down that one runs, by its number
 * and its start, whatever it has made of itself; see {@link ChildLog}. And by a mark in its environment, which its own children inherit:
 * that finds what was started in the moment before a crash, and what it started itself. Thread-safe.
 */
public final class Leftovers {
    /** The name of the mark. */
    static final String MARK = "JOBLEDGER_CHILD";

    /** The name of the mark that says whose child it is. */
    static final String PARENT = "JOBLEDGER_PARENT";

    private static final Path PROCESSES = Path.of("/proc");

    private static final long PATIENCE_SECONDS = 30;

    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final ChildLog log;
    private final Set<String> lookedFor = ConcurrentHashMap.newKeySet();

    /** Those that this log knows, and those with a mark. */
    public Leftovers(ChildLog log) {
        this.log = log;
    }

    /** The numbers of the living processes with this mark, ours excepted. Empty where the system does not tell. */
    public static List<Long> find(String token) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessIdentity.THIS.pid())
                .filter(pid -> environment(pid).contains(MARK + "=" + token))
                .toList();
    }

    /**
     * Those of them whose parent does not live any more: what another process has at work is none of ours. Nor is a daemon that a program of
     * ours has started, such as the one that serves a mount or watches LVM's volumes: it is meant to stay, and has left the session.
     */
    private static List<Long> orphans(String token) {
        return find(token).stream()
                .filter(pid -> environment(pid).stream()
                        .filter(variable -> variable.startsWith(PARENT + "="))
                        .map(variable -> variable.substring(PARENT.length() + 1).split(" ", -1))
                        .noneMatch(parent -> isThere(parent) || hasLeft(pid, parent)))
                .toList();
    }

    private static boolean isThere(String[] parent) {
        return parent.length > 1
                && ProcessIdentity.of(Long.parseLong(parent[0])).startTicks() == Long.parseLong(parent[1]);
    }

    private static boolean hasLeft(long pid, String[] parent) {
        return parent.length > 2 && ProcessIdentity.session(pid) != Long.parseLong(parent[2]);
    }

    /** What a child carries of this process: its number, its start and its session. */
    static String parent() {
        ProcessIdentity parent = ProcessIdentity.THIS;
        return parent.pid() + " " + parent.startTicks() + " " + ProcessIdentity.session(parent.pid());
    }

    /**
     * Kills the processes with this mark.
     *
     * @return how many there were
     * @throws IOException if one of them is still there after half a minute; its output must not be touched
     */
    public static int kill(String token) throws IOException, InterruptedException {
        int killed = 0;
        for (List<Long> left = find(token); !left.isEmpty(); left = find(token)) {
            killed += kill(left, token);
        }
        return killed;
    }

    private static int kill(List<Long> left, String token) throws IOException, InterruptedException {
        for (long pid : left) {
            kill(ProcessIdentity.of(pid), token);
        }
        return left.size();
    }

    /**
     * Kills the one that is known by its number and its start, and what it has started; does nothing where it is gone.
     *
     * @param what it was, for the error
     * @throws IOException if it is still there after half a minute; its output must not be touched
     */
    public static void kill(ProcessIdentity child, String what) throws IOException, InterruptedException {
        child.kill();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        // The JDK looks after 300 ms for the first time whether a process that is no child of its own has ended.
        for (long pause = 1; child.lives(); pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "process " + child.pid() + " of " + what + " does not end; its output cannot be touched");
            }
            Thread.sleep(pause);
        }
    }

    /** Kills all that are written down and whose parent does not live any more; waits for none of them. */
    public void killRecorded() {
        log.left().forEach(ProcessIdentity::kill);
    }

    /**
     * Kills those of a token whose parent does not live any more, as this process reaps its own: looks once. What another process of ours
     * has at work now is left to it: whoever only reads a ledger runs programs too.
     *
     * @throws IOException as {@link #kill} says; then it looks again the next time
     */
    public void killOfEarlierProcesses(String token) throws IOException, InterruptedException {
        if (lookedFor.contains(token)) {
            return;
        }
        for (ProcessIdentity child : log.left(token)) {
            kill(child, token);
        }
        for (List<Long> left = orphans(token); !left.isEmpty(); left = orphans(token)) {
            int unused = kill(left, token);
        }
        lookedFor.add(token);
    }

    /** Its variables, as it was started with them; none where it ended meanwhile, or belongs to somebody else. */
    private static List<String> environment(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROCESSES.resolve(pid + "/environ"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
