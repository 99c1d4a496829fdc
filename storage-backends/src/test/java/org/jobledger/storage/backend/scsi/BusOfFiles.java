package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A bus whose hosts and units are files laid out as Linux lays them out, and whose devices are files. */
public final class BusOfFiles {
    private final Path root;

    /** An empty one in a directory. */
    public BusOfFiles(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("sys/bus/scsi/devices"));
        Files.createDirectories(root.resolve("dev/disk/by-path"));
    }

    /** It. */
    public ScsiBus bus() {
        return new ScsiBus(root.resolve("sys"), root.resolve("dev"));
    }

    /** Where the stable names of its devices are. */
    public Path byPath() {
        return root.resolve("dev/disk/by-path");
    }

    /** A host behind a device of PCI; where it is already, nothing. */
    public void host(int number, String pci, int unique) throws IOException {
        Path real = Files.createDirectories(root.resolve("sys/devices/pci0000:00/" + pci + "/host" + number));
        Files.writeString(real.resolve("scan"), "");
        Files.writeString(real.resolve("unique_id"), unique + "\n");
        link("sys/class/scsi_host/host" + number, real);
    }

    /** Names for it in the net of Fibre Channel. */
    public Path fibre(int number, String node, String port) throws IOException {
        Path facts = Files.createDirectories(root.resolve("sys/class/fc_host/host" + number));
        Files.writeString(facts.resolve("node_name"), "0x" + node + "\n");
        Files.writeString(facts.resolve("port_name"), "0x" + port + "\n");
        return facts;
    }

    /** The session of a target on a host. */
    public void session(int session, int host) throws IOException {
        Files.createDirectories(
                root.resolve("sys/class/iscsi_session/session" + session + "/device/target" + host + ":0:0"));
    }

    /** A unit, with the device of this name; {@code type} as SPC numbers them. */
    public void unit(String address, String type, String device, long bytes) throws IOException {
        Path real = Files.createDirectories(root.resolve("sys/bus/scsi/devices/" + address));
        Files.writeString(real.resolve("type"), type + "\n");
        if (!device.isEmpty()) {
            Path block = Files.createDirectories(real.resolve("block/" + device));
            Files.writeString(block.resolve("size"), bytes / 512 + "\n");
            try (RandomAccessFile file =
                    new RandomAccessFile(root.resolve("dev/" + device).toFile(), "rw")) {
                file.setLength(bytes);
            }
            Files.setPosixFilePermissions(root.resolve("dev/" + device), PosixFilePermissions.fromString("rw-------"));
            Files.writeString(real.resolve("wwid"), "naa.6001405" + device + "\n");
            link("dev/disk/by-path/pci-scsi-" + address, root.resolve("dev/" + device));
        }
    }

    private void link(String path, Path target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
