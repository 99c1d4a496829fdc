package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** The volume groups of this machine with their disks, as pvs(8) of LVM says: a line "DISK GROUP" each, without a group where it has none. */
public final class GroupFinder implements SourceFinder {
    /** For {@link PoolType#LOGICAL}. */
    public GroupFinder() {}

    @Override
    public PoolType type() {
        return PoolType.LOGICAL;
    }

    @Override
    public void require(PoolSource asked) {}

    static List<String> line() {
        return List.of("pvs", "--noheadings", "-o", "pv_name,vg_name");
    }

    @Override
    public List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException {
        Map<String, List<PoolSource.Device>> groups = new LinkedHashMap<>();
        for (String row : programs.run(line()).lines().toList()) {
            String[] words = row.strip().split("\\s+", -1);
            if (words.length == 2) {
                groups.computeIfAbsent(words[1], name -> new ArrayList<>()).add(PoolSource.Device.of(words[0]));
            }
        }
        return groups.entrySet().stream()
                .map(group -> new PoolSource(
                        List.of(), group.getValue(), null, null, group.getKey(), null, "lvm2", null, null, null, null))
                .toList();
    }
}
