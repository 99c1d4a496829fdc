package org.jobledger.cli.progress;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jobledger.cli.TmuxScreen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are drawn over again on a real terminal, which becomes wider and narrower between them. */
class ResizedBlockTest {
    private static final int STEPS = 15;
    private static final int ROWS = 60;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 150;

    @TempDir
    Path home;

    private final Block block = new Block();
    private int frame;

    private String draw(OutputStream to, int jobs, int columns) throws IOException {
        frame++;
        to.write(block.draw(lines(jobs, columns), columns).getBytes(StandardCharsets.UTF_8));
        to.flush();
        return frame + ":0 ";
    }

    /** As wide as the bar of a job is at most, or a little less. */
    private List<String> lines(int jobs, int columns) {
        return IntStream.range(0, jobs)
                .mapToObj(job ->
                        (frame + ":" + job + " ").concat("#".repeat(WIDEST)).substring(0, columns - 3 - job % 2))
                .toList();
    }

    /** Other lines above, so many that the terminal has no empty rows: it scrolls where lines are broken. */
    private List<String> above(OutputStream to) throws IOException {
        List<String> lines =
                IntStream.range(0, ROWS).mapToObj(line -> frame + "." + line).toList();
        to.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        return lines;
    }

    private static boolean isEndOf(List<String> shown, List<String> above, List<String> lines) {
        List<String> all = new ArrayList<>(above);
        all.addAll(lines);
        return shown.size() > lines.size()
                && all.subList(all.size() - shown.size(), all.size()).equals(shown);
    }

    /** Nothing else may be on the screen than what was there before, whole, and the lines, each once. */
    @Test
    void noLineIsLeftHoweverTheTerminalIsResizedAndHoweverLateItIsHeardOf() throws IOException, InterruptedException {
        if (!TmuxScreen.isThere()) {
            System.err.println("SKIPPED: there is no tmux, so nothing was resized (apt-get install tmux)");
        }
        assumeTrue(TmuxScreen.isThere(), "there is no tmux");
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("ResizedBlockTest seed " + seed);
        Random random = new Random(seed);
        Path pipe = home.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        int columns = 80;
        try (TmuxScreen screen = TmuxScreen.start(
                        columns, ROWS, List.of("sh", "-c", "stty raw -echo; exec cat '" + pipe + "'"));
                OutputStream to = Files.newOutputStream(pipe)) {
            for (int step = 0; step < STEPS; step++) {
                List<String> above = above(to);
                int jobs = 1 + random.nextInt(5);
                String drawn = draw(to, jobs, columns);
                screen.await(shown -> shown.stream().anyMatch(line -> line.startsWith(drawn)));
                int known = columns;
                columns = NARROWEST + random.nextInt(WIDEST - NARROWEST);
                screen.resize(columns);
                if (random.nextBoolean()) {
                    String late = draw(to, jobs, known);
                    screen.await(shown -> shown.stream().anyMatch(line -> line.startsWith(late)));
                }
                int left = 1 + random.nextInt(5);
                int now = columns;
                draw(to, left, now);
                screen.await(shown -> isEndOf(shown, above, lines(left, now)));
                to.write(block.clear(columns).getBytes(StandardCharsets.UTF_8));
                screen.await(shown -> isEndOf(shown, above, List.of()));
            }
        }
    }
}
