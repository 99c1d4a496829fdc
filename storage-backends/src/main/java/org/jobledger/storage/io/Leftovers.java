package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Programs that outlived the process that started them. Each carries a mark in its environment, which its own children inherit, so that
 * they are found even where the crash came before a process number was written down, and never by a number that somebody else has by now.
 */
public final class Leftovers {
    /** The name of the mark. */
    static final String MARK = "JOBLEDGER_CHILD";

    /** The name of the mark that says whose child it is: number and start of that process, or nothing where the system does not tell. */
    static final String PARENT = "JOBLEDGER_PARENT";

    private static final Path PROCESSES = Path.of("/proc");

    /** Field 22 of proc(5)'s stat, counted from behind the name, which may have blanks and parentheses in it. */
    private static final int START_FIELD = 19;

    static final String THIS_PROCESS = identity(ProcessHandle.current().pid());

    private static final long PATIENCE_SECONDS = 30;

    private static final Set<String> LOOKED_FOR = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** The numbers of the living processes with this mark, ours excepted. Empty where the system does not tell. */
    public static List<Long> find(String token) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> environment(pid).contains(MARK + "=" + token))
                .toList();
    }

    /** Those of them whose parent does not live any more: what another process has at work is none of ours. */
    private static List<Long> orphans(String token) {
        return find(token).stream().filter(pid -> !hasParent(pid)).toList();
    }

    private static boolean hasParent(long pid) {
        return environment(pid).stream()
                .filter(variable -> variable.startsWith(PARENT + "="))
                .map(variable -> variable.substring(PARENT.length() + 1))
                .anyMatch(parent -> parent.contains(" ")
                        && parent.equals(identity(Long.parseLong(parent.substring(0, parent.indexOf(' '))))));
    }

    /** A process, so that a number which another one has by now is not taken for it; empty where the system does not tell. */
    private static String identity(long pid) {
        try {
            String stat = Files.readString(PROCESSES.resolve(pid + "/stat"));
            return pid + " " + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_FIELD];
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Kills the processes with this mark.
     *
     * @return how many there were
     * @throws IOException if one of them is still there after half a minute; its output must not be touched
     */
    public static int kill(String token) throws IOException, InterruptedException {
        return kill(token, Leftovers::find);
    }

    private static int kill(String token, Function<String, List<Long>> finder)
            throws IOException, InterruptedException {
        int killed = 0;
        for (List<Long> left = finder.apply(token); !left.isEmpty(); left = finder.apply(token)) {
            for (long pid : left) {
                killed++;
                kill(pid, token);
            }
        }
        return killed;
    }

    /**
     * The same where only an earlier process of ours can have left any, because this one reaps its own: looks once. What another
     * process of ours has at work now is left to it: whoever only reads a ledger runs programs too.
     *
     * @throws IOException as {@link #kill} says; then it looks again the next time
     */
    public static void killOfEarlierProcesses(String token) throws IOException, InterruptedException {
        if (!LOOKED_FOR.contains(token)) {
            int unused = kill(token, Leftovers::orphans);
            LOOKED_FOR.add(token);
        }
    }

    private static void kill(long pid, String token) throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("process " + pid + " of " + token + " does not end; its output cannot be touched", e);
        }
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
