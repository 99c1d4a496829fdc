package org.jobledger.storage.backend.mpath;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;

/** Answers as dmsetup(8) does, for a machine that has a logical volume beside its multipath devices. */
final class ModelOfMultipath implements PoolTool {
    private final Path mapper;
    private final Map<Integer, Long> devices = new TreeMap<>();

    ModelOfMultipath(Path mapper) throws IOException {
        this.mapper = Files.createDirectories(mapper);
    }

    void appear(int minor, long bytes) throws IOException {
        try (RandomAccessFile device =
                new RandomAccessFile(mapper.resolve("mpath" + minor).toFile(), "rw")) {
            device.setLength(bytes);
        }
        devices.put(minor, bytes);
    }

    @Override
    public Result run(PoolDefinition pool, String what, List<String> line) {
        return switch (String.join(" ", line)) {
            case "dmsetup table --target multipath" -> new Result(0, tables());
            case "dmsetup info -c --noheadings --separator / -o name,uuid,minor" -> new Result(0, names());
            default -> new Result(line.get(0).endsWith("udevadm") ? 0 : 1, "unknown command");
        };
    }

    private String tables() {
        StringBuilder text = new StringBuilder();
        devices.forEach((minor, bytes) -> text.append("mpath" + minor + ": 0 " + bytes / 512
                + " multipath 0 0 2 1 service-time 0 1 2 8:16 1 1 service-time 0 1 2 8:32 1 1\n"));
        return devices.isEmpty() ? "No devices found\n" : text.toString();
    }

    private String names() {
        StringBuilder text = new StringBuilder("vg0-root/LVM-abc/0\n");
        devices.forEach(
                (minor, bytes) -> text.append("mpath" + minor + "/mpath-36001405" + minor + "/" + minor + "\n"));
        return text.toString();
    }
}
