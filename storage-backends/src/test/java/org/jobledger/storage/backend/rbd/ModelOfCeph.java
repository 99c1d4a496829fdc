package org.jobledger.storage.backend.rbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.io.ProgramPipe;

/**
 * Understands just the command lines that are sent to rbd and ceph, and answers with the fields that these print as JSON. What it refuses,
 * and with which status, is what rbd 16.2 does.
 */
public final class ModelOfCeph implements PoolTool {
    private static final long SIZE = 64 << 20;

    private final Map<String, ModelImage> images = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> watchers = new TreeMap<>();
    private int made;

    /** A cluster with an empty pool. */
    public ModelOfCeph() {}

    /** Somebody else has an image open, from such an address. */
    public synchronized void open(String place, String by) {
        watchers.put(place, by);
    }

    /** The command lines since this was asked last; those with input or output are not among them. */
    public synchronized List<String> asked() {
        List<String> lines = List.copyOf(asked);
        asked.clear();
        return lines;
    }

    /** The bytes of an image. */
    public synchronized byte[] bytes(String place) {
        return image(place).bytes.clone();
    }

    /** Has somebody else make a snapshot. */
    public synchronized void snapshot(String place, String name) {
        image(place).snapshots.put(name, new ModelImage.Snapshot(image(place)));
    }

    /** Has somebody else protect one. */
    public synchronized void protect(String place, String name) {
        image(place).snapshots.get(name).secured = true;
    }

    /** The names of the snapshots of an image. */
    public synchronized List<String> snapshots(String place) {
        return List.copyOf(image(place).snapshots.keySet());
    }

    /** How many objects of an image take place. */
    public synchronized int objects(String place) {
        return image(place).written.cardinality();
    }

    private ModelImage image(String place) {
        ModelImage image = images.get(place);
        if (image == null) {
            throw new IllegalStateException("no image " + place);
        }
        return image;
    }

    private static List<String> words(List<String> line) {
        List<String> words = new ArrayList<>(line.subList(line.indexOf("-m") + 2, line.size()));
        words.remove("--rbd_cache=false");
        words.remove("--no-progress");
        return words;
    }

    @Override
    public synchronized Result run(PoolDefinition pool, String what, List<String> line) {
        List<String> words = words(line);
        asked.add(String.join(" ", line));
        String place = words.get(words.size() - 1);
        if (line.get(0).equals("ceph")) {
            return new Result(0, room());
        }
        String verb = words.get(0);
        if (verb.equals("ls")) {
            return new Result(0, list());
        } else if (verb.equals("create")) {
            return created(place, ModelImage.blank(id(), bytes(words)));
        } else if (verb.equals("snap") && words.get(1).equals("purge")) {
            return purged(image(place));
        } else if (verb.equals("snap")) {
            return snap(words.get(1), place.split("@", -1)[0], place.split("@", -1)[1]);
        } else if (verb.equals("clone")) {
            return layer(words.get(1).split("@", -1), place);
        } else if (!images.containsKey(place)) {
            return new Result(2, "rbd: error opening image: (2) No such file or directory");
        }
        return switch (verb) {
            case "resize" -> {
                image(place).resize(bytes(words));
                yield new Result(0, "");
            }
            case "rm" -> removed(place);
            case "info" -> new Result(0, info(place));
            case "status" -> new Result(0, status(place));
            default -> new Result(22, "rbd: unknown command");
        };
    }

    private String id() {
        return "10a" + made++ + "b8b4567";
    }

    private Result created(String place, ModelImage image) {
        return images.putIfAbsent(place, image) == null
                ? new Result(0, "")
                : new Result(17, "rbd: create error: (17) File exists");
    }

    private Result removed(String place) {
        if (!image(place).snapshots.isEmpty()) {
            return new Result(39, "rbd: image has snapshots - these must be deleted with 'rbd snap purge'");
        }
        images.remove(place);
        return new Result(0, "");
    }

    private Result layer(String[] from, String place) {
        ModelImage.Snapshot on = image(from[0]).snapshots.get(from[1]);
        if (on == null || !on.secured) {
            return new Result(22, "rbd: clone error: (22) Invalid argument");
        }
        return created(place, ModelImage.layer(id(), from[0] + "@" + from[1], on));
    }

    private static Result purged(ModelImage image) {
        if (image.snapshots.values().stream().anyMatch(snapshot -> snapshot.secured)) {
            return new Result(16, "rbd: error removing snapshot(s), which is protected");
        }
        image.snapshots.clear();
        return new Result(0, "");
    }

    private Result snap(String verb, String place, String name) {
        ModelImage image = image(place);
        ModelImage.Snapshot snapshot = image.snapshots.get(name);
        if (verb.equals("create")) {
            return image.snapshots.putIfAbsent(name, new ModelImage.Snapshot(image)) == null
                    ? new Result(0, "")
                    : new Result(17, "rbd: failed to create snapshot: (17) File exists");
        } else if (snapshot == null) {
            return new Result(2, "rbd: failed: (2) No such file or directory");
        }
        boolean layered = images.values().stream().anyMatch(other -> other.parent.equals(place + "@" + name));
        switch (verb) {
            case "protect" -> {
                if (snapshot.secured) {
                    return new Result(16, "rbd: protecting snap failed: (16) Device or resource busy");
                }
                snapshot.secured = true;
            }
            case "unprotect" -> {
                if (layered || !snapshot.secured) {
                    return new Result(layered ? 16 : 22, "rbd: unprotecting snap failed");
                }
                snapshot.secured = false;
            }
            default -> {
                if (snapshot.secured) {
                    return new Result(16, "rbd: failed to remove snapshot: (16) Device or resource busy");
                }
                image.snapshots.remove(name);
            }
        }
        return new Result(0, "");
    }

    @Override
    public synchronized ProgramPipe pipe(PoolDefinition pool, List<String> line) throws IOException {
        List<String> words = words(line);
        boolean export = words.get(0).equals("export");
        String place = words.get(words.size() - (export ? 2 : 1));
        if (!images.containsKey(place)) {
            throw new IOException("rbd: error opening image: (2) No such file or directory");
        }
        ModelImage image = image(place);
        return switch (words.get(0)) {
            case "export" -> ModelPipe.saying(image, image.content());
            case "diff" ->
                ModelPipe.saying(image, ByteBuffer.wrap(image.extents().getBytes(StandardCharsets.US_ASCII)));
            case "import-diff" -> ModelPipe.taking(image);
            default -> throw new IOException("rbd: unknown command");
        };
    }

    private static int bytes(List<String> words) {
        return Integer.parseInt(words.get(words.indexOf("--size") + 1).replace("B", ""));
    }

    private String room() {
        long used =
                images.values().stream().mapToLong(image -> image.bytes.length).sum();
        return "{\"stats\":{\"total_bytes\":" + SIZE + ",\"total_avail_bytes\":" + (SIZE - used)
                + ",\"total_used_bytes\":" + used
                + "},\"pools\":[{\"name\":\"device_health_metrics\",\"id\":1,\"stats\":{\"stored\":0,\"objects\":0,"
                + "\"bytes_used\":7}},{\"name\":\"libvirt-pool\",\"id\":2,\"stats\":{\"stored\":1,\"objects\":2,"
                + "\"kb_used\":1,\"bytes_used\":" + used + ",\"percent_used\":0,\"max_avail\":5}}]}\n";
    }

    private static String name(String place) {
        return place.substring("libvirt-pool/".length());
    }

    private String list() {
        List<String> entries = new ArrayList<>();
        images.forEach((place, image) -> {
            String begin = "{\"image\":\"" + name(place) + "\",\"id\":\"" + image.id + "\",";
            entries.add(begin + "\"size\":" + image.bytes.length + "," + parent(image) + "\"format\":2}");
            int[] number = {1};
            image.snapshots.forEach((name, snapshot) -> entries.add(begin + "\"snapshot\":\"" + name
                    + "\",\"snapshot_id\":" + number[0]++ + ",\"size\":" + snapshot.bytes.length + "," + parent(image)
                    + "\"format\":2,\"protected\":\"" + snapshot.secured + "\"}"));
        });
        return "[" + String.join(",", entries) + "]";
    }

    private static String parent(ModelImage image) {
        if (image.parent.isEmpty()) {
            return "";
        }
        String[] on = name(image.parent).split("@", -1);
        return "\"parent\":{\"pool\":\"libvirt-pool\",\"pool_namespace\":\"\",\"image\":\"" + on[0]
                + "\",\"snapshot\":\"" + on[1] + "\"},";
    }

    private String info(String place) {
        ModelImage image = image(place);
        return "{\"name\":\"" + name(place) + "\",\"id\":\"" + image.id + "\",\"size\":" + image.bytes.length
                + ",\"objects\":1,\"order\":22,\"modify_timestamp\":\"Sat Nov 28 02:30:" + image.modified + " 2026\"}";
    }

    private String status(String place) {
        String by = watchers.get(place);
        return by == null
                ? "{\"watchers\":[]}"
                : "{\"watchers\":[{\"address\":\"" + by + ":0/123\",\"client\":4321,\"cookie\":1}]}";
    }
}
