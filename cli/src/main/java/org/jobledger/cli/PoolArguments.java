package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.storage.PoolType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A pool as virsh's pool-define-as and pool-create-as have it said: by options, or by place with {@code -} for what is not said. */
final class PoolArguments {
    private static final int TARGET = 4;

    @Parameters(index = "0", paramLabel = "NAME", description = "The pool's name.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "TYPE",
            completionCandidates = KnownWords.PoolTypes.class,
            description = "What is behind it: dir, fs, netfs, logical, disk; 'pool-capabilities' says which are built.")
    private String type = "";

    @Parameters(index = "2..*", hidden = true, arity = "0..6")
    private List<String> places = new ArrayList<>();

    @Option(names = "--print-xml", description = "Print the XML and do nothing.")
    private boolean printXml;

    @Option(names = "--source-host", paramLabel = "HOST", description = "The server it comes from.")
    private @Nullable String sourceHost;

    @Option(names = "--source-path", paramLabel = "PATH", description = "The directory on the server.")
    private @Nullable String sourcePath;

    @Option(names = "--source-dev", paramLabel = "DEVICE", description = "The device it is on.")
    private @Nullable String sourceDevice;

    @Option(names = "--source-name", paramLabel = "NAME", description = "Such as that of a volume group.")
    private @Nullable String sourceName;

    @Option(names = "--target", paramLabel = "PATH", description = "The directory of its volumes, absolute.")
    private @Nullable String target;

    @Option(
            names = "--source-format",
            paramLabel = "FORMAT",
            completionCandidates = KnownWords.SourceFormats.class,
            description = "Such as ext4, nfs, gpt.")
    private @Nullable String sourceFormat;

    @Option(
            names = "--auth-type",
            paramLabel = "TYPE",
            completionCandidates = KnownWords.Logins.class,
            description = "How to log in: chap, ceph.")
    private @Nullable String authType;

    @Option(names = "--auth-username", paramLabel = "NAME", description = "As whom.")
    private @Nullable String authUser;

    @Option(names = "--secret-usage", paramLabel = "USAGE", description = "The secret, by what it is for.")
    private @Nullable String secretUsage;

    @Option(names = "--secret-uuid", paramLabel = "UUID", description = "The secret, by its uuid.")
    private @Nullable String secretUuid;

    @Option(names = "--adapter-name", paramLabel = "NAME", description = "The host bus adapter.")
    private @Nullable String adapterName;

    @Option(names = "--adapter-wwnn", paramLabel = "WWN", description = "The adapter, by its node.")
    private @Nullable String adapterNode;

    @Option(names = "--adapter-wwpn", paramLabel = "WWN", description = "The adapter, by its port.")
    private @Nullable String adapterPort;

    @Option(names = "--adapter-parent", paramLabel = "NAME", description = "The adapter's parent.")
    private @Nullable String parent;

    @Option(names = "--adapter-parent-wwnn", paramLabel = "WWN", description = "The same, by its node.")
    private @Nullable String parentNode;

    @Option(names = "--adapter-parent-wwpn", paramLabel = "WWN", description = "The same, by its port.")
    private @Nullable String parentPort;

    @Option(names = "--adapter-parent-fabric-wwn", paramLabel = "WWN", description = "The same, by its fabric.")
    private @Nullable String parentFabric;

    @Option(names = "--source-protocol-ver", paramLabel = "N", description = "The version of NFS.")
    private @Nullable String protocol;

    @Option(names = "--source-initiator", paramLabel = "IQN", description = "As which initiator to log in.")
    private @Nullable String initiator;

    boolean printXml() {
        return printXml;
    }

    /**
     * The pool as libvirt's XML.
     *
     * @throws CommandException if what it needs is not said
     */
    String xml() {
        PoolType known = PoolType.of(type);
        String directory = said(target, TARGET);
        if (known == PoolType.DIR && directory == null) {
            throw new CommandException("usage", "a pool of type dir needs its directory: --target PATH");
        }
        ElementText pool = new ElementText("pool").with("type", type).leaf("name", name);
        ElementText source = source();
        if (!source.isEmpty()) {
            pool.inside(source);
        }
        if (directory != null) {
            pool.inside(new ElementText("target").leaf("path", directory));
        }
        return pool.toString();
    }

    private ElementText source() {
        return new ElementText("source")
                .insideIf(said(sourceHost, 0), host -> new ElementText("host").with("name", host))
                .insideIf(said(sourcePath, 1), path -> new ElementText("dir").with("path", path))
                .insideIf(said(sourceDevice, 2), path -> new ElementText("device").with("path", path))
                .insideIf(
                        initiator, iqn -> new ElementText("initiator").inside(new ElementText("iqn").with("name", iqn)))
                .insideIf(adapterNode, this::fibreChannel)
                .insideIf(
                        adapterName,
                        adapter -> new ElementText("adapter")
                                .with("type", "scsi_host")
                                .with("name", adapter))
                .insideIf(authType, this::auth)
                .insideIf(said(sourceFormat, 5), format -> new ElementText("format").with("type", format))
                .insideIf(said(sourceName, 3), text -> new ElementText("name").text(text))
                .insideIf(protocol, version -> new ElementText("protocol").with("ver", version));
    }

    /** Of the ways to name the parent the first that is said. */
    private ElementText fibreChannel(String node) {
        ElementText adapter = new ElementText("adapter").with("type", "fc_host").with("parent", parent);
        if (parent == null && parentNode != null) {
            adapter.with("parent_wwnn", parentNode).with("parent_wwpn", parentPort);
        } else if (parent == null) {
            adapter.with("parent_fabric_wwn", parentFabric);
        }
        return adapter.with("wwnn", node).with("wwpn", adapterPort);
    }

    private ElementText auth(String how) {
        boolean one = Stream.of(secretUsage, secretUuid)
                        .filter(secret -> secret != null)
                        .count()
                == 1;
        if (authUser == null || !one) {
            throw new CommandException(
                    "usage", "--auth-type needs --auth-username and either --secret-usage or --secret-uuid");
        }
        return new ElementText("auth")
                .with("type", how)
                .with("username", authUser)
                .inside(new ElementText("secret").with("usage", secretUsage).with("uuid", secretUuid));
    }

    private @Nullable String said(@Nullable String option, int place) {
        if (option != null) {
            return option;
        }
        return place < places.size() && !places.get(place).equals("-") ? places.get(place) : null;
    }
}
