package org.jobledger.storage.xml;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.VolumeDescription;
import org.jobledger.storage.VolumeDescription.DeviceExtent;
import org.jobledger.storage.VolumeTarget;
import org.jspecify.annotations.Nullable;

/** The XML of volumes (libvirt: virStorageVolDefParseXML, virStorageVolDefFormat), with the elements in libvirt's order. */
public final class VolumeXml {
    private static final List<String> TYPES = List.of("file", "block", "dir", "network", "netdir", "ploop");
    private static final VolumeTarget NO_TARGET = TargetXml.read(XmlText.root("<target/>", "target"));

    private VolumeXml() {}

    /**
     * The volume that a text describes.
     *
     * @throws InvalidXmlException if the text is no volume, or says neither a capacity nor a backing volume; the message names the element
     * @throws org.jobledger.storage.StorageException if a value in it is not allowed
     */
    public static VolumeDescription read(String xml) {
        Node root = XmlText.root(xml, "volume");
        String name = root.text("name");
        if (name == null) {
            throw new InvalidXmlException("a volume needs an element <name>");
        }
        Node target = root.find("target");
        VolumeTarget backing = backing(root);
        Long capacity = XmlValues.size(root, "capacity");
        if (capacity == null && backing == null) {
            throw new InvalidXmlException("volume '" + name + "' needs an element <capacity> or a <backingStore>");
        }
        return new VolumeDescription(
                type(root),
                name,
                root.text("key"),
                extents(root),
                capacity,
                XmlValues.size(root, "allocation"),
                XmlValues.size(root, "physical"),
                target == null ? NO_TARGET : TargetXml.read(target),
                backing);
    }

    private static @Nullable String type(Node root) {
        String type = root.attribute("type");
        if (type != null && !TYPES.contains(type)) {
            throw root.bad("type", type, "one of " + String.join(", ", TYPES));
        }
        return type;
    }

    private static @Nullable VolumeTarget backing(Node root) {
        Node node = root.find("backingStore");
        return node == null || node.text("path") == null ? null : TargetXml.read(node);
    }

    private static List<DeviceExtent> extents(Node root) {
        List<DeviceExtent> extents = new ArrayList<>();
        Node source = root.find("source");
        if (source != null) {
            for (Node device : source.children("device")) {
                for (Node extent : device.children("extent")) {
                    extents.add(new DeviceExtent(device.required("path"), SourceXml.extent(extent)));
                }
            }
        }
        return extents;
    }

    /** The text of a volume. What is not known of its sizes stands as 0, as libvirt has it. */
    public static String write(VolumeDescription volume) {
        Long capacity = volume.capacity();
        Long allocation = volume.allocation();
        Long known = capacity == null ? Long.valueOf(0) : capacity;
        XmlWriter out = new XmlWriter();
        out.open("volume", "type", volume.type() == null ? "file" : volume.type())
                .leaf("name", volume.name())
                .leaf("key", volume.key());
        write(out, volume.extents());
        out.size("capacity", known)
                .size("allocation", allocation == null ? known : allocation)
                .size("physical", volume.physical());
        TargetXml.write(out, "target", volume.target());
        VolumeTarget backing = volume.backing();
        if (backing != null) {
            TargetXml.write(out, "backingStore", backing);
        }
        return out.close().toString();
    }

    private static void write(XmlWriter out, List<DeviceExtent> extents) {
        if (extents.isEmpty()) {
            return;
        }
        out.open("source");
        String device = "";
        for (DeviceExtent extent : extents) {
            if (!extent.device().equals(device)) {
                if (!device.isEmpty()) {
                    out.close();
                }
                out.open("device", "path", extent.device());
                device = extent.device();
            }
            SourceXml.write(out, "extent", extent.extent());
        }
        out.close().close();
    }
}
