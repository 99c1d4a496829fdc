package org.jobledger.storage.backend.sheepdog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;

/** Understands just the command lines that are sent to dog, and answers as libvirt's storage_backend_sheepdog.c quotes it. */
public final class ModelOfSheepdog implements PoolTool {
    private static final long SIZE = 64 << 20;

    private final Map<String, Long> sizes = new TreeMap<>();

    /** A cluster without a virtual disk. */
    public ModelOfSheepdog() {}

    @Override
    public synchronized Result run(PoolDefinition pool, String what, List<String> line) {
        String name = line.get(3);
        return switch (line.get(1) + " " + line.get(2)) {
            case "node info" -> {
                long used = sizes.values().stream().mapToLong(Long::longValue).sum();
                yield new Result(0, "0 " + SIZE + " " + used + " 0%\nTotal " + SIZE + " " + used + " 0% 20972341\n");
            }
            case "vdi list" -> new Result(0, list());
            case "vdi create", "vdi resize" -> {
                sizes.put(name, Long.parseLong(line.get(4)));
                yield new Result(0, "");
            }
            case "vdi delete" ->
                sizes.remove(name) == null
                        ? new Result(1, "Failed to open VDI " + name + " (snapshot id: 0 snapshot tag: ): No VDI found")
                        : new Result(0, "");
            default -> new Result(1, "Invalid command");
        };
    }

    private String list() {
        StringBuilder text = new StringBuilder("s old 1 10 0 0 1336556634 7c2b25\n");
        sizes.forEach((name, bytes) -> text.append("= " + name.replace(" ", "\\ ") + " 3 " + bytes
                + " 0 0 1336557216 7c2b" + Integer.toHexString(name.hashCode()) + "\n"));
        return text.toString();
    }
}
