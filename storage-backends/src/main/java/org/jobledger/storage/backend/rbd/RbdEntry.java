package org.jobledger.storage.backend.rbd;

import org.jobledger.storage.backend.RemoteVolume;

/**
 * An image of a pool or a snapshot of one, as {@code rbd ls --long} shows it.
 *
 * @param image the name of the image
 * @param id the image's identity
 * @param snapshot the name of the snapshot; empty where this is the image itself
 * @param size its size, bytes
 * @param parent what it is a layer on, "pool/image@snapshot"; empty where it is on nothing
 * @param secured whether it is a snapshot that is protected, so that images can be layers on it
 */
record RbdEntry(String image, String id, String snapshot, long size, String parent, boolean secured) {

    boolean isImage() {
        return snapshot.isEmpty();
    }

    /** Whether it is a layer on a snapshot of this name, of whatever image. */
    boolean isOn(String name) {
        return parent.endsWith("@" + name);
    }

    /** The volume that an image is. */
    RemoteVolume volume(String pool) {
        return new RemoteVolume(image, pool + "/" + image, size, size, id);
    }
}
