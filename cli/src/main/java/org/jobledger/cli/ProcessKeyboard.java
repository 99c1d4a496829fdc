package org.jobledger.cli;

/** The keyboard of this process's own terminal. */
final class ProcessKeyboard implements Keyboard {

    @Override
    public Taken onInterrupt(Runnable action) {
        return Signals.handledBy("INT", action);
    }

    @Override
    public void leave() {
        Runtime.getRuntime().halt(ExitStatus.STOPPED.code());
    }
}
