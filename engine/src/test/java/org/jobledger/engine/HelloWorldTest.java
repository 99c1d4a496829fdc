package org.jobledger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten lines of the README. */
class HelloWorldTest {

    @TempDir
    private Path directory;

    @Test
    void theTenLinesOfTheReadmeRun() throws Exception {
        Path dir = directory.resolve("ledger");
        // README begin
        Operation count = Operation.of("count", RecoveryPolicy.RESUME, job -> {
            long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
            job.progress().total(100, "steps");
            for (job.checkAbort(); at < 100; job.checkpoint(Document.of("at", ++at), Forcing.NOTHING)) {
                job.progress().advance(1);
            }
            return Document.of("counted", at);
        });
        try (JobEngine engine = JobEngine.at(dir).operation(count).open()) {
            JobStats stats = engine.submit(JobRequest.of("count").on(ResourceRef.of("sheep", "dolly")))
                    .await();
            System.out.println("job " + stats.id() + " " + stats.type() + " " + stats.result());
        }
        // README end
        try (JobEngine engine = JobEngine.at(dir).operation(count).open()) {
            assertThat(engine.jobStats(1)).get().extracting(JobStats::result).isEqualTo(Document.of("counted", 100));
        }
    }

    @Test
    void theyAreTheLinesOfTheReadme() throws IOException {
        String source =
                Files.readString(Path.of("src", "test", "java", "org", "jobledger", "engine", "HelloWorldTest.java"));
        String lines =
                source.substring(source.indexOf("// README begin\n") + 16, source.indexOf("        // README end"));
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("```java\n" + lines.replaceAll("(?m)^ {8}", "") + "```");
    }
}
