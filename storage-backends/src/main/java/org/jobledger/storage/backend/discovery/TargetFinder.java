package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** The targets of an iSCSI portal, as iscsiadm(8) of open-iscsi discovers them: a line "ADDRESS:PORT,TAG TARGET" each. */
public final class TargetFinder implements SourceFinder {
    private static final Pattern TARGET = Pattern.compile("^(\\S+),-?\\d+\\s+(\\S+)$");
    private static final int USUAL_PORT = 3260;

    /** For {@link PoolType#ISCSI}. */
    public TargetFinder() {}

    @Override
    public PoolType type() {
        return PoolType.ISCSI;
    }

    @Override
    public void require(PoolSource asked) {
        PoolSource.Host unused = Hosts.require(type(), asked);
        String initiator = asked.initiator();
        if (initiator != null && !initiator.matches("(iqn|eui|naa)\\.[!-~]+")) {
            throw new InvalidValueException("'" + initiator + "' is no name of an initiator");
        }
    }

    static String portal(PoolSource.Host host) {
        String name = host.name().indexOf(':') >= 0 ? "[" + host.name() + "]" : host.name();
        return name + ":" + (host.port() == 0 ? USUAL_PORT : host.port());
    }

    static List<String> discover(PoolSource.Host host, Optional<String> face) {
        List<String> line = new ArrayList<>(
                List.of("iscsiadm", "--mode", "discovery", "--type", "sendtargets", "--portal", portal(host)));
        face.ifPresent(name -> line.addAll(List.of("--interface", name)));
        return line;
    }

    /** What has iscsiadm speak as another initiator than that of this machine, and forget it again. */
    static List<List<String>> makeFace(String face, String initiator) {
        return List.of(
                List.of("iscsiadm", "--mode", "iface", "--interface", face, "--op", "new"),
                List.of(
                        "iscsiadm",
                        "--mode",
                        "iface",
                        "--interface",
                        face,
                        "--op",
                        "update",
                        "--name",
                        "iface.initiatorname",
                        "--value",
                        initiator));
    }

    static List<String> removeFace(String face) {
        return List.of("iscsiadm", "--mode", "iface", "--interface", face, "--op", "delete");
    }

    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        PoolSource.Host host = Hosts.require(type(), asked);
        String initiator = asked.initiator();
        if (initiator == null) {
            return targets(host, programs.run(discover(host, Optional.empty())));
        }
        String face = "jobledger-" + UUID.randomUUID();
        try {
            for (List<String> line : makeFace(face, initiator)) {
                programs.run(line);
            }
            return targets(host, programs.run(discover(host, Optional.of(face))));
        } finally {
            programs.run(removeFace(face));
        }
    }

    private static List<PoolSource> targets(PoolSource.Host host, String said) {
        return said.lines()
                .map(line -> TARGET.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(target -> target.group(2))
                .distinct()
                .map(target -> Hosts.source(host, List.of(PoolSource.Device.of(target)), "", "", ""))
                .toList();
    }
}
