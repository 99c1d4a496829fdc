package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.ledger.Disk;

/** A disk that stands still for ever at a moment of its choice, so that the process can be killed exactly there. Thread-safe. */
public final class StallingDisk extends StepDisk {

    /** Where it stands still. */
    public enum Moment {
        /** Never. */
        NEVER,
        /** After any change, those of the opening first. */
        ANY_CHANGE,
        /** After a group was written, before it is forced. */
        GROUP_WRITTEN,
        /** After a group was forced, before it is acknowledged. */
        GROUP_FORCED
    }

    private final Moment moment;
    private final Runnable stalls;
    private final CountDownLatch never = new CountDownLatch(1);
    private int before;
    private boolean groupWritten;

    /** A disk over another one that lets so many such moments pass, then says that it stalls, and does. */
    public StallingDisk(Disk under, Moment moment, int before, Runnable stalls) {
        super(under);
        this.moment = moment;
        this.before = before;
        this.stalls = stalls;
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        change.make();
        boolean group = isGroup(step);
        boolean now = switch (moment) {
            case NEVER -> false;
            case ANY_CHANGE -> true;
            case GROUP_WRITTEN -> group;
            case GROUP_FORCED -> groupWritten && step.kind() == Step.Kind.FORCE;
        };
        groupWritten = group;
        if (now && before-- == 0) {
            stall();
        }
    }

    static boolean isGroup(Step step) {
        byte[] bytes = step.bytes();
        return bytes.length > 4 && new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("JGRP");
    }

    private void stall() {
        stalls.run();
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
