package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Programs that outlived the process that started them. Each carries a mark in its environment, which its own children inherit, so that
 * they are found even where the crash came before a process number was written down, and never by a number that somebody else has by now.
 */
public final class Leftovers {
    /** The name of the mark. */
    static final String MARK = "JOBLEDGER_CHILD";

    private static final Path PROCESSES = Path.of("/proc");
    private static final long PATIENCE_SECONDS = 30;

    private static final Set<String> LOOKED_FOR = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** The numbers of the living processes with this mark, ours excepted. Empty where the system does not tell. */
    public static List<Long> find(String token) {
        byte[] wanted = (MARK + "=" + token).getBytes(StandardCharsets.UTF_8);
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> carries(process.pid(), wanted))
                .map(ProcessHandle::pid)
                .toList();
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
            for (long pid : left) {
                killed++;
                kill(pid, token);
            }
        }
        return killed;
    }

    /**
     * The same where only an earlier process of ours can have left any, because this one reaps its own: looks once.
     *
     * @throws IOException as {@link #kill} says; then it looks again the next time
     */
    public static void killOfEarlierProcesses(String token) throws IOException, InterruptedException {
        if (!LOOKED_FOR.contains(token)) {
            int unused = kill(token);
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

    private static boolean carries(long pid, byte[] wanted) {
        try {
            byte[] environment =
                    Files.readAllBytes(PROCESSES.resolve(Long.toString(pid)).resolve("environ"));
            int from = 0;
            for (int at = 0; at <= environment.length; at++) {
                if (at == environment.length || environment[at] == 0) {
                    if (Arrays.equals(environment, from, at, wanted, 0, wanted.length)) {
                        return true;
                    }
                    from = at + 1;
                }
            }
            return false;
        } catch (IOException e) {
            // It ended meanwhile, or belongs to somebody else.
            return false;
        }
    }
}
