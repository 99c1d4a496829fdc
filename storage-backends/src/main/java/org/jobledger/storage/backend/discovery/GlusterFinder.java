package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** The volumes of a Gluster server, as {@code gluster volume info} says in XML (gluster(8)). */
public final class GlusterFinder implements SourceFinder {
    private static final Pattern VOLUME = Pattern.compile("<volume>\\s*<name>([^<&/\\s]+)</name>");

    /** For {@link PoolType#GLUSTER}. */
    public GlusterFinder() {}

    @Override
    public PoolType type() {
        return PoolType.GLUSTER;
    }

    @Override
    public void require(PoolSource asked) {
        PoolSource.Host unused = Hosts.require(type(), asked);
    }

    static List<String> line(PoolSource.Host host) {
        return List.of(
                "gluster", "--xml", "--log-file=/dev/null", "volume", "info", "all", "--remote-host=" + host.name());
    }

    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        PoolSource.Host host = Hosts.require(type(), asked);
        return volumes(host, programs).stream()
                .map(volume -> Hosts.source(host, List.of(), "/", volume, ""))
                .toList();
    }

    /** The names of the volumes that a host serves. */
    static List<String> volumes(PoolSource.Host host, Programs programs) throws IOException, InterruptedException {
        return VOLUME.matcher(programs.run(line(host)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
