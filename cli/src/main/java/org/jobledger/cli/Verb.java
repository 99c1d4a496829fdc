package org.jobledger.cli;

import java.util.concurrent.Callable;

/** What every verb has: the session it runs in and an exit status. */
abstract class Verb implements Callable<Integer> {
    private final Session session;

    Verb(Session session) {
        this.session = session;
    }

    final Session session() {
        return session;
    }

    final Output output() {
        return session.output();
    }

    @Override
    public final Integer call() throws InterruptedException {
        return run().code();
    }

    abstract ExitStatus run() throws InterruptedException;
}
