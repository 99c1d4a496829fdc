package org.jobledger.storage.backend.zfs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.backend.NewVolume;

/** The command lines of zfs(8) and zpool(8), as libvirt has them but for the property that tells whose a volume is. */
final class ZfsCommands {
    /** Ours: user properties have a colon in their name (zfsprops(7)). */
    static final String MADE = "jobledger:made";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.:-]*");
    private static final int KIB = 1024;

    /** The greatest usual block of a volume: before OpenZFS 2.0 a size that is no multiple of it was refused (their issue 8541). */
    private static final int BLOCK = 16 * KIB;

    private ZfsCommands() {}

    /**
     * The dataset, "tank" or "tank/vms".
     *
     * @throws BackendException if it is no name that ZFS allows
     */
    static String dataset(PoolDefinition pool) {
        String name = pool.source().name();
        if (name == null || !List.of(name.split("/", -1)).stream().allMatch(ZfsCommands::isName)) {
            throw new BackendException("pool '" + pool.name() + "' is on '" + name + "', which is no name of ZFS");
        }
        return name;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The pool that the dataset is in. */
    private static String zpool(PoolDefinition pool) {
        return dataset(pool).split("/", 2)[0];
    }

    static List<String> devices(PoolDefinition pool) {
        return pool.source().devices().stream().map(PoolSource.Device::path).toList();
    }

    static List<String> makePool(PoolDefinition pool, boolean overwrite) {
        List<String> line = new ArrayList<>(List.of("zpool", "create"));
        if (overwrite) {
            line.add("-f");
        }
        line.add(zpool(pool));
        line.addAll(devices(pool));
        return line;
    }

    static List<String> listPools() {
        return List.of("zpool", "list", "-H", "-o", "name");
    }

    static List<String> removePool(PoolDefinition pool) {
        return List.of("zpool", "destroy", zpool(pool));
    }

    /** Numbers in bytes, without a header, blanks are tabs. */
    static List<String> showPool(PoolDefinition pool) {
        return List.of("zpool", "get", "-Hp", "guid,health,size,free,allocated", zpool(pool));
    }

    static List<String> list(PoolDefinition pool) {
        return List.of("zfs", "list", "-Hp", "-t", "volume", "-r", "-o", "name,volsize,guid," + MADE, dataset(pool));
    }

    static List<String> make(PoolDefinition pool, String name, NewVolume wanted, String token) {
        List<String> line = new ArrayList<>(List.of("zfs", "create", "-o", MADE + "=" + token));
        if (wanted.allocation() < wanted.capacity()) {
            line.add("-s");
        }
        line.addAll(List.of(
                "-V", (wanted.capacity() + BLOCK - 1) / BLOCK * (BLOCK / KIB) + "K", dataset(pool) + "/" + name));
        return line;
    }

    static List<String> remove(PoolDefinition pool, String name) {
        return List.of("zfs", "destroy", dataset(pool) + "/" + name);
    }
}
