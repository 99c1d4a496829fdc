package org.jobledger.storage.backend;

import java.nio.file.Path;

/**
 * A volume of a cluster, as a program of it shows it.
 *
 * @param name its name
 * @param place what the cluster calls it, such as "pool/name"; libvirt's path of it
 * @param size its size, bytes
 * @param allocation what it takes of the cluster, bytes
 * @param key its identity
 */
public record RemoteVolume(String name, String place, long size, long allocation, String key) {

    FoundVolume found() {
        return new FoundVolume(name, Path.of(place), size, allocation, key);
    }
}
