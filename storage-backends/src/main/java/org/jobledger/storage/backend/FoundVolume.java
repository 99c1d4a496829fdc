package org.jobledger.storage.backend;

import java.nio.file.Path;

/**
 * A volume as the backend finds it.
 *
 * @param name its name
 * @param path where it is
 * @param size its size, bytes
 * @param allocation what it takes of the pool, bytes
 * @param key its identity, see {@link org.jobledger.storage.io.VolumeFile#key()}
 */
public record FoundVolume(String name, Path path, long size, long allocation, String key) {}
