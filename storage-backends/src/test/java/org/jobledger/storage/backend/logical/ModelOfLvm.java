package org.jobledger.storage.backend.logical;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;

/** Understands just the command lines that are sent to LVM, and answers as LVM 2.03.16 does; its devices are files. */
public final class ModelOfLvm implements PoolTool {
    private static final long EXTENT = 4 << 20;

    private final Path devices;
    private final long size;
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private boolean group;
    private boolean disk;
    private boolean active;
    private boolean signature;

    /** An empty machine with one disk of this size, whose devices appear in a directory. */
    public ModelOfLvm(Path devices, long size) {
        this.devices = devices;
        this.size = size;
    }

    @Override
    public synchronized Result run(PoolDefinition pool, String what, List<String> line) {
        try {
            return answer(line);
        } catch (IOException e) {
            return new Result(5, e.toString());
        }
    }

    private Result answer(List<String> line) throws IOException {
        String last = line.get(line.size() - 1);
        return switch (line.get(0)) {
            case "blkid" -> disk ? ok("LVM2_member\n") : new Result(2, "");
            case "pvcreate" -> {
                disk = true;
                yield ok("  Physical volume \"" + last + "\" successfully created.\n");
            }
            case "vgcreate" -> {
                group = true;
                Files.createDirectory(devices);
                yield ok("  Volume group \"vg\" successfully created\n");
            }
            case "vgchange" -> {
                active = line.get(1).equals("-aly");
                yield known();
            }
            case "vgs" ->
                known().status() == 0
                        ? ok("  Xxcw52-0vc2-f5oe-X5WS-NtxC-Rcan-HXMRb6:" + size + ":" + free() + ":" + EXTENT + "\n")
                        : known();
            case "lvs" -> ok(list());
            case "lvcreate" -> create(line);
            case "lvremove" -> {
                String name = last.substring(last.indexOf('/') + 1);
                signature |= isWritten(devices.resolve(name));
                Files.delete(devices.resolve(name));
                tags.remove(name);
                sizes.remove(name);
                yield ok("  Logical volume \"" + name + "\" successfully removed.\n");
            }
            case "vgremove" -> {
                group = false;
                Files.delete(devices);
                yield ok("");
            }
            case "pvremove" -> ok("");
            default -> new Result(3, "  No such command.");
        };
    }

    private Result create(List<String> line) throws IOException {
        // lvcreate --name NAME --addtag TAG -L SIZE --yes vg
        if (signature && !line.contains("--yes")) {
            // As lvm2 says it where it has no terminal (virt-manager's issue 259).
            return new Result(
                    5,
                    "WARNING: gpt signature detected. Wipe it? [y/n]: [n]\n  Aborted wiping of gpt.\n"
                            + "  Aborting. Failed to wipe start of new LV.");
        }
        long bytes = Long.parseLong(line.get(6).replace("K", "")) * 1024;
        long whole = (bytes + EXTENT - 1) / EXTENT * EXTENT;
        if (whole > free()) {
            return new Result(5, "  Volume group \"vg\" has insufficient free space");
        }
        try (RandomAccessFile device =
                new RandomAccessFile(devices.resolve(line.get(2)).toFile(), "rw")) {
            device.setLength(whole);
        }
        tags.put(line.get(2), line.get(4));
        sizes.put(line.get(2), whole);
        return ok("  Logical volume \"" + line.get(2) + "\" created.\n");
    }

    private String list() {
        StringBuilder text = new StringBuilder();
        long extent = 0;
        for (Map.Entry<String, Long> volume : sizes.entrySet()) {
            text.append("  ")
                    .append(String.join(
                            "#",
                            volume.getKey(),
                            UUID.nameUUIDFromBytes(volume.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                    .toString(),
                            String.valueOf(tags.get(volume.getKey())),
                            "/dev/sdb(" + extent + ")",
                            "1",
                            volume.getValue().toString(),
                            Long.toString(EXTENT),
                            volume.getValue().toString(),
                            active ? "-wi-a-----" : "-wi-------"));
            text.append('\n');
            extent += volume.getValue() / EXTENT;
        }
        return text.toString();
    }

    private static boolean isWritten(Path device) throws IOException {
        try (InputStream bytes = Files.newInputStream(device)) {
            for (byte one : bytes.readNBytes(4096)) {
                if (one != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private long free() {
        return size - sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private Result known() {
        return group ? ok("") : new Result(5, "  Volume group \"vg\" not found");
    }

    private static Result ok(String said) {
        return new Result(0, said);
    }
}
