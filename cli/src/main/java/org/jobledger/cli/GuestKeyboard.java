package org.jobledger.cli;

import org.jobledger.cli.door.Guest;
import org.jspecify.annotations.Nullable;

/** The keyboard of a command that is a guest here. */
record GuestKeyboard(Guest guest) implements Keyboard {

    @Override
    public Taken onInterrupt(Runnable action) {
        @Nullable Runnable before = guest.onInterrupt(action);
        return () -> guest.onInterrupt(before);
    }

    @Override
    public void leave() {
        guest.leave();
    }
}
