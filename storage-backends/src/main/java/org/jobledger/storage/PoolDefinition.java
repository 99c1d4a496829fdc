package org.jobledger.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a caller says of a pool to be defined (libvirt: the pool XML). Immutable.
 *
 * @param name its name
 * @param type what is behind it
 * @param target the directory in which its volumes are, absolute; the empty path for a type without one
 * @param uuid its identity
 * @param source where its storage comes from
 * @param settings what else is said of it
 */
public record PoolDefinition(
        PoolName name, PoolType type, Path target, UUID uuid, PoolSource source, PoolSettings settings) {

    /** The target of a pool whose volumes have no paths. */
    public static final Path NO_TARGET = Path.of("");

    /**
     * Checks the target.
     *
     * @throws InvalidValueException if it is not absolute, is the root directory, or has "." or ".." in it
     */
    public PoolDefinition {
        if (type.hasTarget()
                ? !target.isAbsolute() || target.getNameCount() == 0 || !target.equals(target.normalize())
                : !target.equals(NO_TARGET)) {
            throw badTarget(name, target.toString());
        }
    }

    /** A pool of which nothing but its target is said. */
    public PoolDefinition(PoolName name, PoolType type, Path target, UUID uuid) {
        this(name, type, target, uuid, PoolSource.NONE, PoolSettings.NONE);
    }

    /**
     * A pool on a directory, with a new uuid.
     *
     * @throws InvalidNameException if the name is not allowed
     * @throws InvalidValueException if the target is not an absolute path
     */
    public static PoolDefinition dir(String name, String target) {
        PoolName checked = new PoolName(name);
        return new PoolDefinition(checked, PoolType.DIR, path(checked, target), UUID.randomUUID());
    }

    /** The same with an identity of the caller's. */
    public PoolDefinition withUuid(UUID newUuid) {
        return new PoolDefinition(name, type, target, newUuid, source, settings);
    }

    /** The same from another source. */
    public PoolDefinition from(PoolSource newSource) {
        return new PoolDefinition(name, type, target, uuid, newSource, settings);
    }

    /** The same pool, with its target directory used by these. */
    public PoolDefinition usedBy(Permissions permissions) {
        return new PoolDefinition(
                name,
                type,
                target,
                uuid,
                source,
                new PoolSettings(
                        permissions, settings.copyOnWrite(), settings.refreshAllocation(), settings.options()));
    }

    /**
     * A caller's text as the target of a pool.
     *
     * @throws InvalidValueException if it is no path; the message names the pool and shows the text
     */
    public static Path path(PoolName name, String target) {
        if (target.chars().anyMatch(Character::isISOControl)) {
            throw badTarget(name, target);
        }
        try {
            return Path.of(target);
        } catch (InvalidPathException e) {
            throw new InvalidValueException("target of pool '" + name + "' is not a path: " + Shown.of(target), e);
        }
    }

    private static InvalidValueException badTarget(PoolName name, String target) {
        return new InvalidValueException(
                "target of pool '" + name + "' is not an absolute path below '/' without '.', '..'"
                        + " or control characters: '" + Shown.of(target) + "'");
    }
}
