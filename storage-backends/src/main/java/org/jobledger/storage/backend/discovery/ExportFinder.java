package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** The directories that a file server exports, as showmount(8) of nfs-utils says: each with its clients behind it. */
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

    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        PoolSource.Host host = Hosts.require(type(), asked);
        return programs.run(line(host))
                .lines()
                .map(ExportFinder::directory)
                .flatMap(Optional::stream)
                .map(dir -> Hosts.source(host, List.of(), dir, "", "nfs"))
                .toList();
    }

    private static Optional<String> directory(String line) {
        Matcher export = EXPORT.matcher(line.strip());
        return export.matches() ? Optional.of(export.group(1)) : Optional.empty();
    }
}
