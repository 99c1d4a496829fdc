package org.jobledger.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands in the jar that the launcher is tried with: says how it was started. */
public final class Launched {
    private Launched() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println(Path.of("").toAbsolutePath());
        for (String arg : args) {
            System.out.println("[" + arg + "]");
        }
        if (args.length == 2 && args[0].equals("exit")) {
            System.exit(Integer.parseInt(args[1]));
        } else if (args.length == 2 && args[0].equals("wait")) {
            Path trace = Path.of(args[1]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(trace, "ended cleanly")));
            System.out.println("waiting");
            Thread.sleep(60_000);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
