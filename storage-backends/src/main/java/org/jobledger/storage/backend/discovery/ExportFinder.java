package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/**
 * The directories that a file server exports, as showmount(8) of nfs-utils says, each with its clients behind it; and the volumes of one of
 * Gluster, as libvirt looks for them too.
 */
public final class ExportFinder implements SourceFinder {
    private static final Pattern EXPORT = Pattern.compile("^(/.*\\S)\\s+\\S+$");

    /** For {@link PoolType#NETFS}. */
    public ExportFinder() {}

    @Override
    public PoolType type() {
        return PoolType.NETFS;
    }

    @Override
    public void require(PoolSource asked) {
        PoolSource.Host unused = Hosts.require(type(), asked);
    }

    static List<String> line(PoolSource.Host host) {
        return List.of("showmount", "--no-headers", "--exports", host.name());
    }

    /** One of the two may not be there: only where neither says anything is that an error. */
    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        PoolSource.Host host = Hosts.require(type(), asked);
        List<PoolSource> found = new ArrayList<>();
        Optional<IOException> silent = exports(host, programs, found);
        try {
            GlusterFinder.volumes(host, programs)
                    .forEach(volume -> found.add(Hosts.source(host, List.of(), volume, "", "glusterfs")));
        } catch (IOException e) {
            // Most file servers are none of Gluster, and most machines do not have its program.
            silent.ifPresent(first -> first.addSuppressed(e));
        }
        if (silent.isPresent() && found.isEmpty()) {
            throw silent.get();
        }
        return found;
    }

    private static Optional<IOException> exports(PoolSource.Host host, Programs programs, List<PoolSource> found)
            throws InterruptedException {
        try {
            programs.run(line(host))
                    .lines()
                    .map(ExportFinder::directory)
                    .flatMap(Optional::stream)
                    .forEach(dir -> found.add(Hosts.source(host, List.of(), dir, "", "nfs")));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static Optional<String> directory(String line) {
        Matcher export = EXPORT.matcher(line.strip());
        return export.matches() ? Optional.of(export.group(1)) : Optional.empty();
    }
}
