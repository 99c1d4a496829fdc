package org.jobledger.storage.backend.dir;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.Shown;
import org.jobledger.storage.io.FileOwner;
import org.jobledger.storage.io.NameForcing;

/**
 * The directory of a pool: made with its names durable, looked at, removed.
 *
 * @param names makes names durable
 */
record PoolDirectory(NameForcing names) {
    private static final int USUAL_MODE = 0711;

    /** Makes it, where it is missing. */
    void build(PoolDefinition pool) {
        Path target = pool.target();
        try {
            if (!Files.isDirectory(target)) {
                make(target, owner(pool.settings().permissions()));
            }
        } catch (IOException e) {
            throw new BackendException(
                    "cannot make directory '" + target + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    /** Makes a directory and those above it that are missing, each with its name durable. */
    private void make(Path target, FileOwner owner) throws IOException {
        Path parent = target.getParent();
        Path above = parent == null ? target : parent;
        Path there = above;
        while (there.getParent() != null && !Files.isDirectory(there)) {
            there = there.getParent();
        }
        Files.createDirectories(above);
        FileOwner.makeDirectory(target, owner);
        for (Path made = above; !made.equals(there); made = Objects.requireNonNull(made.getParent())) {
            names.force(made);
        }
        names.force(there);
    }

    private static FileOwner owner(Permissions permissions) {
        Integer mode = permissions.mode();
        return new FileOwner(mode == null ? USUAL_MODE : mode, permissions.owner(), permissions.group());
    }

    /** Removes it, where it is there and empty. */
    void remove(PoolDefinition pool) {
        Path target = pool.target();
        try {
            if (Files.deleteIfExists(target)) {
                names.force(Objects.requireNonNull(target.getParent()));
            }
        } catch (DirectoryNotEmptyException e) {
            throw new BackendException("directory '" + target + "' of pool '" + pool.name() + "' is not empty", e);
        } catch (IOException e) {
            throw new BackendException(
                    "cannot remove directory '" + target + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    /** Checks that it is there and can be looked into. */
    void requireUsable(PoolDefinition pool) {
        Path target = pool.target();
        String fault = "";
        if (!Files.exists(target)) {
            fault = "does not exist";
        } else if (!Files.isDirectory(target)) {
            fault = "is no directory";
        } else if (!Files.isReadable(target) || !Files.isExecutable(target)) {
            fault = "cannot be read";
        }
        if (!fault.isEmpty()) {
            throw new BackendException("target '" + target + "' of pool '" + pool.name() + "' " + fault);
        }
    }
}
