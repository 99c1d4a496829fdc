package org.jobledger.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.cli.door.Call;
import org.jobledger.cli.door.View;
import org.jobledger.cli.door.Visit;

/** Has the owner of the ledger run a command line, and stands between him and the terminal meanwhile. */
final class Caller {
    /** The first asks what runs to stop, the second leaves it; the owner answers both, unless he hangs. */
    private static final int INTERRUPTS_FOR_THE_OWNER = 2;

    private final Surroundings here;

    Caller(Surroundings here) {
        this.here = here;
    }

    Call call(String... args) {
        return new Call(
                GlobalOptions.Version.ofThisBuild(),
                List.of(args),
                here.directory().toString(),
                here.user(),
                here.charset().name(),
                here.zone().getId(),
                here.debug(),
                view(here.outScreen()),
                view(here.errScreen()));
    }

    private static View view(Screen screen) {
        return screen.terminal()
                ? new View(
                        true, screen.width().getAsInt(), screen.height().getAsInt(), screen.unicode(), screen.colour())
                : new View(false, Screen.USUAL_WIDTH, Screen.USUAL_HEIGHT, screen.unicode(), screen.colour());
    }

    /**
     * Shows what the owner prints until it has ended.
     *
     * @return the exit status
     * @throws IOException if the owner is gone before
     */
    int await(Visit visit) throws IOException {
        AtomicInteger interrupts = new AtomicInteger();
        Keyboard keyboard = here.keyboard();
        try (visit;
                Keyboard.Taken taken = keyboard.onInterrupt(() -> interrupted(visit, interrupts))) {
            here.onResize(() -> visit.resized(
                    here.outScreen().width().getAsInt(),
                    here.errScreen().width().getAsInt(),
                    here.errScreen().height().getAsInt()));
            return visit.await(here.in(), here.out(), here.err());
        } finally {
            here.onResize(() -> {});
        }
    }

    private void interrupted(Visit visit, AtomicInteger interrupts) {
        if (interrupts.incrementAndGet() <= INTERRUPTS_FOR_THE_OWNER) {
            visit.interrupt();
        } else {
            here.keyboard().leave();
        }
    }
}
