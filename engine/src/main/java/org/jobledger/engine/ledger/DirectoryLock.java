package org.jobledger.engine.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jobledger.engine.LedgerInUseException;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a ledger's directory: the operating system's lock on the file {@code lock}, held from opening to closing.
 *
 * <p>The lock ends with the process, so nothing is ever stale. The file {@code owner} beside it says who holds it, for people only. Within
 * a process the file must have one handle alone, as closing another would free the lock: {@link #HELD} sees to that, by the identity of
 * the file, as a directory can have several names.
 */
final class DirectoryLock implements Ownership {
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_WAIT_FOR_NOTE = 100;

    private final Path directory;
    private final Path lockFile;
    private final FileChannel channel;
    private final Object identity;

    private DirectoryLock(Path directory, Path lockFile, FileChannel channel, Object identity) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Takes the lock, or refuses at once.
     *
     * @param directory the ledger's directory, as it really is
     * @throws LedgerInUseException if this or another process has it; the message says which, and since when
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path lockFile = directory.resolve("lock");
        Object identity = make(lockFile);
        if (!HELD.add(identity)) {
            throw inUse(directory);
        }
        try {
            return lock(directory, lockFile, identity);
        } catch (IOException | RuntimeException e) {
            HELD.remove(identity);
            throw e;
        }
    }

    /** Makes the file where it is missing, without a handle on one that is there; what it is. */
    private static Object make(Path lockFile) throws IOException {
        try {
            Files.createFile(lockFile);
        } catch (FileAlreadyExistsException e) {
            // From an earlier opening, or from the owner.
        }
        return identityOf(lockFile);
    }

    private static DirectoryLock lock(Path directory, Path lockFile, Object identity) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        try {
            // The file may have been replaced while it was opened: what is locked then is not what others see.
            if (channel.tryLock() == null || !identityOf(lockFile).equals(identity)) {
                throw inUse(directory);
            }
            DirectoryLock held = new DirectoryLock(directory, lockFile, channel, identity);
            OwnerNote.ofThisProcess().write(directory);
            return held;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(directory);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void require() throws IOException {
        Object now;
        try {
            now = identityOf(lockFile);
        } catch (NoSuchFileException e) {
            throw lost("is gone", e);
        }
        if (!now.equals(identity)) {
            throw lost("is another file now", null);
        }
    }

    private LedgerInUseException lost(String how, @Nullable Exception cause) {
        String message = "this process does not own the ledger " + directory + " any more: " + lockFile + " " + how
                + "; nothing more is written";
        return cause == null ? new LedgerInUseException(message) : new LedgerInUseException(message, cause);
    }

    private static Object identityOf(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static LedgerInUseException inUse(Path directory) {
        return new LedgerInUseException("the ledger " + directory + " is in use by " + holder(directory));
    }

    /** Who it is, for people. The note is written just after the lock is taken: it is waited for a moment. */
    private static String holder(Path directory) {
        Optional<OwnerNote> note = OwnerNote.read(directory).filter(OwnerNote::lives);
        for (int i = 0; i < LONGEST_WAIT_FOR_NOTE && note.isEmpty(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            note = OwnerNote.read(directory).filter(OwnerNote::lives);
        }
        return note.map(OwnerNote::toString).orElse("another process, which has left no note");
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (OwnerNote.read(directory).filter(OwnerNote::isOfThisProcess).isPresent()) {
                OwnerNote.remove(directory);
            }
        } finally {
            HELD.remove(identity);
        }
    }
}
