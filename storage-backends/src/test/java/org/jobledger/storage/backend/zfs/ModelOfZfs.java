package org.jobledger.storage.backend.zfs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;

/** Understands just the command lines that are sent to ZFS, and answers in the form that zfs(8) and zpool(8) describe for -H and -p. */
final class ModelOfZfs implements PoolTool {
    private final Path devices;
    private final long size;
    private final Map<String, String> made = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private boolean there;

    ModelOfZfs(Path devices, long size) {
        this.devices = devices;
        this.size = size;
    }

    @Override
    public synchronized Result run(PoolDefinition pool, String what, List<String> line) {
        try {
            return answer(line);
        } catch (IOException e) {
            return new Result(1, e.toString());
        }
    }

    private Result answer(List<String> line) throws IOException {
        String last = line.get(line.size() - 1);
        if (line.get(0).equals("blkid")) {
            return there ? ok("zfs_member\n") : new Result(2, "");
        }
        return switch (line.get(0) + " " + line.get(1)) {
            case "zpool create" -> {
                there = true;
                Files.createDirectory(devices);
                yield ok("");
            }
            case "zpool destroy" -> {
                there = false;
                Files.delete(devices);
                yield ok("");
            }
            case "zpool list" -> ok(there ? "tank\n" : "");
            case "zpool get" ->
                there
                        ? ok("tank\tguid\t17123\t-\ntank\thealth\tONLINE\t-\ntank\tsize\t" + size + "\t-\ntank\tfree\t"
                                + free() + "\t-\ntank\tallocated\t" + (size - free()) + "\t-\n")
                        : new Result(1, "cannot open 'tank': no such pool");
            case "zfs list" -> ok(list());
            case "zfs create" -> create(line);
            case "zfs destroy" -> {
                String name = last.substring("tank/".length());
                Files.delete(devices.resolve(name));
                made.remove(name);
                sizes.remove(name);
                yield ok("");
            }
            default -> new Result(2, "unrecognized command");
        };
    }

    private Result create(List<String> line) throws IOException {
        // zfs create -o jobledger:made=TOKEN -V SIZE tank/NAME
        String name = line.get(6).substring("tank/".length());
        long bytes = Long.parseLong(line.get(5).replace("K", "")) * 1024;
        if (bytes > free()) {
            return new Result(1, "cannot create 'tank/" + name + "': out of space");
        }
        try (RandomAccessFile device =
                new RandomAccessFile(devices.resolve(name).toFile(), "rw")) {
            device.setLength(bytes);
        }
        made.put(name, line.get(3).substring("jobledger:made=".length()));
        sizes.put(name, bytes);
        return ok("");
    }

    private String list() {
        StringBuilder text = new StringBuilder();
        sizes.forEach((name, bytes) -> text.append(
                String.join("\t", "tank/" + name, bytes.toString(), "99", String.valueOf(made.get(name))) + "\n"));
        return text.toString();
    }

    private long free() {
        return size - sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Result ok(String said) {
        return new Result(0, said);
    }
}
