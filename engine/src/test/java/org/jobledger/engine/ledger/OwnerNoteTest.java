package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note of an owner tells its process from another one of the same number, whatever the wall clock was set to meanwhile. */
class OwnerNoteTest {
    @TempDir
    private Path directory;

    private final OwnerNote mine = OwnerNote.ofThisProcess();

    private OwnerNote note(Duration later, long startTicks) {
        return new OwnerNote(mine.pid(), mine.since(), mine.processStarted().plus(later), startTicks, mine.host());
    }

    @Test
    void aNoteIsReadAsItWasWritten() throws IOException {
        mine.write(directory);
        assertThat(OwnerNote.read(directory)).contains(mine);
        assertThat(mine.lives()).isTrue();
        assertThat(mine.isOfThisProcess()).isTrue();
    }

    @Test
    void anOwnerLivesThoughTheWallClockWasSetSinceItStarted() {
        assumeTrue(mine.startTicks() > 0, "no /proc of Linux here");
        assertThat(note(Duration.ofHours(1), mine.startTicks()).lives()).isTrue();
        assertThat(note(Duration.ZERO, mine.startTicks() + 1).lives()).isFalse();
    }

    /** As earlier releases wrote it. */
    @Test
    void aNoteWithoutTicksIsJudgedByTheTimeOfDay() throws IOException {
        String text = "{\"pid\":" + mine.pid() + ",\"since\":\"" + mine.since() + "\",\"processStarted\":\""
                + mine.processStarted() + "\",\"host\":\"" + mine.host() + "\"}\n";
        Files.writeString(directory.resolve("owner"), text);
        OwnerNote old = OwnerNote.read(directory).orElseThrow();
        assertThat(old).isEqualTo(note(Duration.ZERO, 0));
        assertThat(old.lives()).isTrue();
        assertThat(note(Duration.ofHours(1), 0).lives()).isFalse();
    }
}
