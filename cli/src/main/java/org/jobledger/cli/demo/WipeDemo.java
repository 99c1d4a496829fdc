package org.jobledger.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/** The demo's script. One run; not thread-safe. */
public final class WipeDemo {
    private static final String POOL = "demo";
    private static final String VOLUME = "secrets";
    private static final int MOST_TRIES = 4;

    private final Story story;
    private final Scratch scratch;
    private final Commands commands;

    private WipeDemo(Story story, Scratch scratch, Commands commands) {
        this.story = story;
        this.scratch = scratch;
        this.commands = commands;
    }

    /**
     * What came of it.
     *
     * @param sound whether everything was as it must be
     * @param checks what was checked
     */
    public record Result(boolean sound, List<Map<String, @Nullable Object>> checks) {}

    /**
     * Plays it from beginning to end.
     *
     * @param parent where its scratch directory is made
     * @param keep whether that is left there
     * @param size the size of the volume, bytes
     * @param commands how commands are run on the ledger in a directory
     * @param out where it is told, line by line
     * @param width how many columns there are for that
     * @throws IOException if the scratch directory or the volume cannot be read or written
     */
    public static Result play(
            Path parent, boolean keep, long size, Function<Path, Commands> commands, Consumer<String> out, int width)
            throws IOException, InterruptedException {
        Story story = new Story(out, width);
        try (Scratch scratch = new Scratch(parent, keep)) {
            WipeDemo demo = new WipeDemo(story, scratch, commands.apply(scratch.ledger()));
            story.line("Jobledger demo: wiping a volume, killed in the middle, and nothing is lost.");
            story.line("All of it happens in " + scratch.directory()
                    + (keep ? "." : ", which is removed at the end (--keep leaves it)."));
            demo.play(size);
            story.line("");
            story.line(story.sound() ? "Everything was as it must be." : "Something was NOT as it must be, see above.");
            if (keep) {
                story.line("Look around: export JOBLEDGER_HOME=" + scratch.ledger());
            }
        }
        return new Result(story.sound(), story.checks());
    }

    private void play(long size) throws IOException, InterruptedException {
        startPool();
        @Nullable PlannedRecovery plan = wipeAndKill(size);
        if (story.sound() && plan != null) {
            showPlan(plan);
            recover(plan);
            proveNothingIsLeft(plan.total());
            showTimeline(plan.jobId());
            verify();
        }
    }

    private void startPool() {
        story.step("A pool is a directory whose volumes Jobledger looks after. Define one and start it.");
        run("pool-define-as", POOL, "dir", "--target", scratch.pool().toString());
        run("pool-start", POOL, "--build");
    }

    /** Tries again with a larger volume where the wipe was over before it could be killed. */
    private @Nullable PlannedRecovery wipeAndKill(long size) throws IOException, InterruptedException {
        long bytes = size;
        for (int attempt = 1; story.sound() && attempt <= MOST_TRIES; attempt++) {
            makeVolume(bytes);
            @Nullable PlannedRecovery plan = story.sound() ? killInTheMiddle(bytes) : null;
            if (plan != null || !story.sound()) {
                return plan;
            }
            bytes *= 2;
            story.say(
                    "This disk is fast: the wipe was over before it could be killed. Once more, with a larger volume.");
            commands.run("recover", "--progress", "none");
            commands.run("vol-delete", VOLUME, "--pool", POOL, "--progress", "none");
        }
        story.check(false, "the wipe could be killed in the middle");
        return null;
    }

    private void makeVolume(long bytes) throws IOException {
        story.step("Make a volume of " + ByteSize.brief(bytes) + " and fill it with data that is easy to recognise.");
        run("vol-create-as", POOL, VOLUME, Long.toString(bytes), "--progress", "none");
        if (story.sound()) {
            OldData.fill(volumeFile());
            story.say("Now each line of it reads like this one: "
                    + OldData.line(1).strip());
            long blocks = OldData.blocksLeft(volumeFile());
            story.check(blocks == blocks(bytes), "all of its " + blocks + " blocks (4 KiB each) hold old data");
        }
    }

    private @Nullable PlannedRecovery killInTheMiddle(long bytes) throws IOException, InterruptedException {
        story.step(
                "Wipe it with random bytes in a process of its own, and kill that with kill -9: no warning, no clean-up.");
        String[] wipe = {"vol-wipe", VOLUME, "--pool", POOL, "--algorithm", "random"};
        story.command(String.join(" ", wipe));
        long start = System.nanoTime();
        try (WipeProcess child = WipeProcess.start(commands.mainClass(), arguments(wipe))) {
            OptionalLong checkpoint = child.awaitCheckpoint();
            int status = child.kill();
            story.say("Process " + child.pid() + " got kill -9 "
                    + HumanTime.show(Duration.ofNanos(System.nanoTime() - start))
                    + " after it was started (exit status "
                    + status + ").");
            if (checkpoint.isEmpty() && !child.complaints().isEmpty()) {
                story.check(false, "the wipe runs, but it said: " + child.complaints());
            }
        }
        return planInTheMiddle(bytes);
    }

    private List<String> arguments(String... wipe) {
        List<String> all = new ArrayList<>(List.of("--ledger", scratch.ledger().toString()));
        all.addAll(List.of(wipe));
        return all;
    }

    /** What the ledger says to do now, or null where the kill came too early or too late to be in the middle. */
    private @Nullable PlannedRecovery planInTheMiddle(long bytes) {
        List<PlannedRecovery> plan = inspect(JobEngine::recoveryPlan);
        if (plan.size() != 1 || plan.get(0).processed() <= 0 || plan.get(0).processed() >= bytes) {
            return null;
        }
        return plan.get(0);
    }

    private void showPlan(PlannedRecovery plan) throws IOException {
        long left = OldData.blocksLeft(volumeFile());
        story.check(
                left > 0,
                "the volume is half wiped: " + left + " of " + blocks(plan.total()) + " blocks still hold old data");
        story.say("Most tools would now list this as a healthy volume, and know nothing of a wipe.");
        story.step("Look at what is left. Looking changes nothing and starts nothing.");
        run("job-list");
        run("recover", "--plan");
        story.check(
                plan.outcome() == RecoveryOutcome.RESUMED,
                "the wipe can go on at its checkpoint, " + ByteSize.brief(plan.processed()) + ", and not at zero");
    }

    private void recover(PlannedRecovery plan) {
        story.step("Recover: what stands before the checkpoint is on disk for ever, so only the rest is done.");
        run("recover");
        @Nullable
        JobStats stats = inspect(engine -> engine.jobStats(plan.jobId())).orElse(null);
        story.check(
                stats != null && stats.status() == JobStatus.COMPLETED && stats.attempts() == 2,
                "job " + plan.jobId() + " has completed, in its second attempt");
        long next = firstCheckpointAfter(plan);
        story.check(
                next > plan.processed(),
                "its next checkpoint stood at " + ByteSize.brief(next) + ": it did not begin again");
    }

    private long firstCheckpointAfter(PlannedRecovery plan) {
        List<RecordedEvent> events = inspect(engine -> engine.events(plan.jobId()));
        return events.stream()
                .dropWhile(recorded -> !(recorded.event() instanceof RecoveryDecided))
                .map(RecordedEvent::event)
                .filter(CheckpointReached.class::isInstance)
                .mapToLong(event -> ((CheckpointReached) event).processed())
                .findFirst()
                .orElse(0);
    }

    private void proveNothingIsLeft(long bytes) throws IOException {
        story.step("Do not believe it: read the whole volume back.");
        long left = OldData.blocksLeft(volumeFile());
        story.check(left == 0, left + " of " + blocks(bytes) + " blocks hold old data");
        long size = Files.size(volumeFile());
        story.check(size == bytes, "its size is what it was, " + size + " bytes");
    }

    private void showTimeline(long jobId) {
        story.step("Every step of the job stands in the ledger, for whoever asks in SQL.");
        run(
                "sql",
                "SELECT job_version AS no, millis_since_created AS ms, epoch, event, LEFT(payload, 60) AS payload FROM audit_v1.job_timeline"
                        + " WHERE job_id = " + jobId + " AND event <> 'ProgressTicked' ORDER BY job_version");
    }

    private void verify() {
        story.step("The events are chained by SHA-256: check that none was changed, removed or moved.");
        run("verify");
    }

    private void run(String... arguments) {
        story.command(shown(arguments));
        Commands.Ran ran = commands.run(arguments);
        story.printed(ran.output());
        if (!ran.ok()) {
            story.check(false, arguments[0] + " works, but it ended with exit status " + ran.exitStatus());
        }
    }

    private static String shown(String... arguments) {
        return String.join(
                " ",
                List.of(arguments).stream()
                        .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
                        .toList());
    }

    private <T> T inspect(Function<JobEngine, T> question) {
        try (StorageDriver driver =
                StorageDriver.open(JobEngine.at(scratch.ledger()).mode(OpenMode.INSPECT))) {
            return question.apply(driver.engine());
        }
    }

    private Path volumeFile() {
        return scratch.pool().resolve(VOLUME);
    }

    private static long blocks(long bytes) {
        return (bytes + OldData.BLOCK_BYTES - 1) / OldData.BLOCK_BYTES;
    }
}
