package org.jobledger.storage.backend.rbd;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;

/** Understands just the command lines that are sent to rbd and ceph, and answers with the fields that these print as JSON. */
public final class ModelOfCeph implements PoolTool {
    private static final long SIZE = 64 << 20;

    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<String, String> ids = new TreeMap<>();
    private int made;

    /** A cluster with an empty pool. */
    public ModelOfCeph() {}

    @Override
    public synchronized Result run(PoolDefinition pool, String what, List<String> line) {
        String place = line.get(line.size() - 1);
        if (line.get(0).equals("ceph")) {
            return new Result(0, room());
        }
        return switch (line.get(line.indexOf("-m") + 2)) {
            case "ls" -> new Result(0, list());
            case "create" -> {
                sizes.put(place, bytes(line));
                ids.put(place, "10a" + made++ + "b8b4567");
                yield new Result(0, "");
            }
            case "resize" -> {
                sizes.put(place, bytes(line));
                yield new Result(0, "");
            }
            case "rm" ->
                sizes.remove(place) == null
                        ? new Result(2, "rbd: delete error: (2) No such file or directory")
                        : new Result(0, "");
            default -> new Result(22, "rbd: unknown command");
        };
    }

    private static long bytes(List<String> line) {
        return Long.parseLong(line.get(line.indexOf("--size") + 1).replace("B", ""));
    }

    private String room() {
        long used = sizes.values().stream().mapToLong(Long::longValue).sum();
        return "{\"stats\":{\"total_bytes\":" + SIZE + ",\"total_avail_bytes\":" + (SIZE - used)
                + ",\"total_used_bytes\":" + used
                + "},\"pools\":[{\"name\":\"device_health_metrics\",\"id\":1,\"stats\":{\"stored\":0,\"objects\":0,"
                + "\"bytes_used\":7}},{\"name\":\"libvirt-pool\",\"id\":2,\"stats\":{\"stored\":1,\"objects\":2,"
                + "\"kb_used\":1,\"bytes_used\":" + used + ",\"percent_used\":0,\"max_avail\":5}}]}\n";
    }

    private String list() {
        return sizes.entrySet().stream()
                .map(image -> "{\"image\":\"" + image.getKey().substring("libvirt-pool/".length()) + "\",\"id\":\""
                        + ids.get(image.getKey()) + "\",\"size\":" + image.getValue() + ",\"format\":2}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
