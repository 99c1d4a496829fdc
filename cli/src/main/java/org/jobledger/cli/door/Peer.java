package org.jobledger.cli.door;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Who is at the other end of a connection, as the operating system says (SO_PEERCRED). */
final class Peer {
    private static final String ROOT = "root";

    private Peer() {}

    /**
     * The name of a user who may come in: the one to whom the socket belongs, and root.
     *
     * @return nothing where the operating system does not tell; then the permissions of the socket alone decide
     * @throws RefusedException if it is somebody else
     */
    static Optional<String> admit(SocketChannel channel, Path socket) throws IOException {
        SocketOption<UnixDomainPrincipal> option = ExtendedSocketOptions.SO_PEERCRED;
        if (!channel.supportedOptions().contains(option)) {
            return Optional.empty();
        }
        String user = channel.getOption(option).user().getName();
        String owner = Files.getOwner(socket).getName();
        if (!user.equals(owner) && !user.equals(ROOT)) {
            throw new RefusedException(
                    "denied", "the ledger belongs to user '" + owner + "', and not to '" + user + "'");
        }
        return Optional.of(user);
    }
}
