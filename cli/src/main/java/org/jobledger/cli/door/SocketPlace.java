package org.jobledger.cli.door;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code socket} of a ledger's directory.
 *
 * <p>It is bound in a directory that only its owner can enter, narrowed to its owner, and then moved to its place: nobody else can open
 * it at any moment. One that a dead owner left is replaced; whoever asks there meanwhile is refused by the kernel.
 *
 * @param directory the ledger's directory
 */
record SocketPlace(Path directory) {
    private static final String NAME = "socket";
    private static final String DRAFT_DIRECTORY = "socket.new";
    private static final int BACKLOG = 64;
    /** Linux takes 107 bytes, others 103. */
    private static final int LONGEST_ADDRESS = 103;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES = PosixFilePermissions.fromString("rw-------");

    Path file() {
        return directory.resolve(NAME);
    }

    /**
     * Takes the place. To be called by the owner of the ledger alone: what stands there is replaced.
     *
     * @throws IOException if a socket cannot be made there
     */
    ServerSocketChannel bind() throws IOException {
        Path draftDirectory = directory.resolve(DRAFT_DIRECTORY);
        removeDraft(draftDirectory);
        Files.createDirectory(draftDirectory, OWNER_ALONE);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (ShortName place = ShortName.of(draftDirectory)) {
            Path draft = draftDirectory.resolve(NAME);
            channel.bind(place.address(), BACKLOG);
            Files.setPosixFilePermissions(draft, OWNER_READS_AND_WRITES);
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } finally {
            removeDraft(draftDirectory);
        }
    }

    private static void removeDraft(Path draftDirectory) throws IOException {
        Files.deleteIfExists(draftDirectory.resolve(NAME));
        Files.deleteIfExists(draftDirectory);
    }

    /** A connection to whoever listens there, or nothing where nobody does. */
    Optional<SocketChannel> connect() {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        SocketChannel channel = null;
        try (ShortName place = ShortName.of(directory)) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(place.address());
            return Optional.of(channel);
        } catch (IOException e) {
            close(channel);
            return Optional.empty();
        }
    }

    private static void close(@Nullable SocketChannel channel) {
        if (channel != null) {
            new FrameChannel(channel).close();
        }
    }

    /** What tells this socket from a later one of the same name; nothing where it is gone. */
    Optional<Object> identity() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file(), BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes it away, unless it is another by now. */
    void remove(Optional<Object> identity) throws IOException {
        if (identity.isPresent() && identity().equals(identity)) {
            Files.deleteIfExists(file());
        }
    }

    /**
     * A name for a socket in a directory that the kernel takes: where the path is too long, by way of a symbolic link from a directory
     * of temporary files that is ours alone.
     *
     * @param address the name
     * @param link the directory of the link, to be removed
     */
    private record ShortName(
            UnixDomainSocketAddress address, @Nullable Path link) implements AutoCloseable {

        static ShortName of(Path parent) throws IOException {
            Path whole = parent.resolve(NAME);
            if (fits(whole)) {
                return new ShortName(UnixDomainSocketAddress.of(whole), null);
            }
            Path link = Files.createTempDirectory("jl", OWNER_ALONE);
            Path through = Files.createSymbolicLink(link.resolve("d"), parent.toAbsolutePath())
                    .resolve(NAME);
            ShortName name = new ShortName(UnixDomainSocketAddress.of(through), link);
            if (!fits(through)) {
                name.close();
                throw new IOException("the path of a socket may have " + LONGEST_ADDRESS + " bytes, and neither "
                        + whole + " nor " + through + " fits; set java.io.tmpdir to a directory with a shorter path");
            }
            return name;
        }

        private static boolean fits(Path path) {
            return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ADDRESS;
        }

        @Override
        public void close() throws IOException {
            if (link != null) {
                Files.deleteIfExists(link.resolve("d"));
                Files.deleteIfExists(link);
            }
        }
    }
}
