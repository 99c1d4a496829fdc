package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.iscsi.IscsiCommands;

/** The targets of an iSCSI portal, as iscsiadm(8) of open-iscsi discovers them: a line "ADDRESS:PORT,TAG TARGET" each. */
public final class TargetFinder implements SourceFinder {
    private static final Pattern TARGET = Pattern.compile("^(\\S+),-?\\d+\\s+(\\S+)$");

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
        if (initiator != null && !IscsiCommands.isName(initiator)) {
            throw new InvalidValueException("'" + initiator + "' is no name of an initiator");
        }
    }

    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        PoolSource.Host host = Hosts.require(type(), asked);
        String portal = IscsiCommands.portal(host);
        String initiator = asked.initiator();
        if (initiator == null) {
            return targets(host, programs.run(IscsiCommands.discover(portal, Optional.empty(), false)));
        }
        String face = "jobledger-" + UUID.randomUUID();
        try {
            for (List<String> line : IscsiCommands.makeFace(face, initiator)) {
                programs.run(line);
            }
            return targets(host, programs.run(IscsiCommands.discover(portal, Optional.of(face), false)));
        } finally {
            programs.run(IscsiCommands.removeFace(face));
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
