package org.jobledger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code find-storage-pool-sources-as}. */
@Command(
        name = "find-storage-pool-sources-as",
        description = "Find what pools could be made of on a host, and print it as libvirt's XML.",
        footer = {"", "Example: jobledger find-storage-pool-sources-as netfs nas.example.org"})
final class FindPoolSourcesAs extends FindSources {

    @Parameters(index = "1", arity = "0..1", paramLabel = "HOST", description = "The server to ask.")
    private @Nullable String hostPlace;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PORT",
            description = "Its port, where it is not the usual one.")
    private @Nullable Integer portPlace;

    @Parameters(index = "3", arity = "0..1", paramLabel = "IQN", description = "As which initiator to ask.")
    private @Nullable String initiatorPlace;

    @Option(names = "--host", paramLabel = "HOST", description = "The server to ask.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Its port.")
    private @Nullable Integer port;

    @Option(names = "--initiator", paramLabel = "IQN", description = "As which initiator to ask.")
    private @Nullable String initiator;

    FindPoolSourcesAs(Session session) {
        super(session);
    }

    @Override
    String where() {
        String server = host == null ? hostPlace : host;
        Integer door = port == null ? portPlace : port;
        String iqn = initiator == null ? initiatorPlace : initiator;
        if (server == null && (door != null || iqn != null)) {
            throw new CommandException("usage", "a port or an initiator needs a host");
        }
        ElementText source = new ElementText("source")
                .insideIf(
                        server,
                        name -> new ElementText("host")
                                .with("name", name)
                                .with("port", door == null ? null : door.toString()))
                .insideIf(iqn, name -> new ElementText("initiator").inside(new ElementText("iqn").with("name", name)));
        return source.isEmpty() ? "" : source.toString();
    }
}
