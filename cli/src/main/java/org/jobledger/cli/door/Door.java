package org.jobledger.cli.door;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The open door of a ledger's owner: a Unix-domain socket in its directory that other processes of the same user find. Thread-safe.
 *
 * <p>Each guest has two threads of its own, so that one that is slow, stopped or hostile holds up nobody else. There may be 64 at a time;
 * one more takes the place of a guest that has not read its output for 10 seconds, or is refused.
 */
public final class Door implements AutoCloseable {
    private static final int MOST_GUESTS = 64;
    private static final long PATIENCE_WITH_CALL_MILLIS = 5000;
    private static final long STUCK_NANOS = Duration.ofSeconds(10).toNanos();

    private final SocketPlace place;
    private final Optional<Object> identity;
    private final ServerSocketChannel listener;
    private final Host host;

    @GuardedBy("this")
    private final Set<Visitor> visitors = new HashSet<>();

    /** Those of them that only listen. */
    @GuardedBy("this")
    private final Set<Visitor> listeners = new HashSet<>();

    @GuardedBy("this")
    private boolean shut;

    @GuardedBy("this")
    private long visits;

    private Door(SocketPlace place, ServerSocketChannel listener, Host host) {
        this.place = place;
        this.identity = place.identity();
        this.listener = listener;
        this.host = host;
    }

    /**
     * Opens the door of a ledger. To be called by its owner alone.
     *
     * @param directory the ledger's directory
     * @throws IOException if there cannot be a socket in it
     */
    public static Door open(Path directory, Host host) throws IOException {
        SocketPlace place = new SocketPlace(directory);
        try {
            Door door = new Door(place, place.bind(), host);
            door.start(door::acceptAll, "jobledger-door");
            return door;
        } catch (UnsupportedOperationException e) {
            throw new IOException("there are no Unix-domain sockets or no permissions in " + directory, e);
        }
    }

    /** Whether somebody has opened the door of a ledger. */
    public static boolean answers(Path directory) {
        Optional<SocketChannel> connected = new SocketPlace(directory).connect();
        connected.ifPresent(channel -> new FrameChannel(channel).close());
        return connected.isPresent();
    }

    private void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                welcome(listener.accept());
            }
        } catch (IOException e) {
            shut();
        }
    }

    private void welcome(SocketChannel channel) {
        Visitor visitor = new Visitor(new FrameChannel(channel), channel);
        long number;
        synchronized (this) {
            if (shut) {
                visitor.frames.close();
                return;
            }
            if (visitors.size() >= MOST_GUESTS) {
                putOutOneThatIsStuck();
            }
            visitors.add(visitor);
            number = ++visits;
        }
        start(() -> receive(visitor, number), "jobledger-guest-" + number);
    }

    @GuardedBy("this")
    private void putOutOneThatIsStuck() {
        long now = System.nanoTime();
        visitors.stream()
                .filter(visitor -> visitor.frames.blockedNanos(now) > STUCK_NANOS)
                .max(Comparator.comparingLong(visitor -> visitor.frames.blockedNanos(now)))
                .ifPresent(visitor -> visitor.frames.close());
    }

    private void receive(Visitor visitor, long number) {
        try (visitor) {
            serve(visitor, number);
        } catch (IOException e) {
            // The guest is gone, or never was one; nobody is left to be told.
        } finally {
            synchronized (this) {
                visitors.remove(visitor);
                listeners.remove(visitor);
                notifyAll();
            }
        }
    }

    private void serve(Visitor visitor, long number) throws IOException {
        try {
            requireRoom();
            Optional<String> user = Peer.admit(visitor.channel, place.file());
            Call call = await(visitor, number);
            if (host.onlyListens(call)) {
                listens(visitor);
            }
            Guest guest = new Guest(call, user.orElse(call.user()), visitor.frames);
            visitor.frames.write(Frame.empty(FrameType.ACCEPTED));
            start(guest::listen, "jobledger-guest-" + number + "-in");
            int status = host.run(guest);
            guest.end();
            visitor.frames.write(Frame.of(FrameType.EXIT, status));
        } catch (RefusedException e) {
            visitor.frames.write(Frame.refusal(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private synchronized void listens(Visitor visitor) {
        listeners.add(visitor);
        notifyAll();
    }

    private synchronized void requireRoom() throws RefusedException {
        if (visitors.size() > MOST_GUESTS) {
            throw new RefusedException(
                    "busy", MOST_GUESTS + " commands are at the door of the ledger already; end one of them");
        }
    }

    /** One that says nothing is not waited for. */
    private Call await(Visitor visitor, long number) throws IOException {
        Thread impatience = new Thread(
                () -> {
                    try {
                        Thread.sleep(PATIENCE_WITH_CALL_MILLIS);
                        visitor.frames.close();
                    } catch (InterruptedException e) {
                        // It has called.
                    }
                },
                "jobledger-guest-" + number + "-in");
        impatience.setDaemon(true);
        impatience.start();
        try {
            Frame frame = visitor.frames.read();
            if (frame == null) {
                throw new IOException("a connection without a call");
            }
            return Call.of(frame);
        } finally {
            impatience.interrupt();
        }
    }

    /** How many guests there are, but for those that only listen. */
    public synchronized int guests() {
        return visitors.size() - listeners.size();
    }

    /**
     * Shuts the door where there is no guest but such as only listen, and a condition holds; nobody comes in between.
     *
     * @return whether it is shut
     */
    public synchronized boolean shutIfIdle(BooleanSupplier condition) {
        if (!shut && guests() == 0 && condition.getAsBoolean()) {
            shut();
        }
        return shut;
    }

    /** Waits until there are no guests, or this long. */
    public synchronized void awaitNoGuests(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); guests() > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private synchronized void shut() {
        if (!shut) {
            shut = true;
            try (listener) {
                place.remove(identity);
            } catch (IOException e) {
                // What is left there is taken for what it is: the socket of somebody who is gone.
            }
        }
    }

    /** Shuts the door and puts out who is still there. */
    @Override
    public void close() {
        shut();
        synchronized (this) {
            visitors.forEach(visitor -> visitor.frames.close());
        }
    }

    /** A connection that was accepted. */
    private record Visitor(FrameChannel frames, SocketChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            frames.close();
        }
    }
}
