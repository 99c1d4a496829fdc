package org.jobledger.cli;

import java.util.Collection;
import java.util.Optional;
import org.jobledger.cli.text.NearName;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeName;

/** Finds pools by name or uuid, and volumes by name; where there is none, the error suggests the one that may have been meant. */
final class Lookup {

    private Lookup() {}

    static PoolInfo pool(StorageDriver driver, String name) {
        new PoolName(name);
        try {
            return driver.pool(name);
        } catch (NoSuchPoolException e) {
            Optional<PoolInfo> byUuid = driver.pools().stream()
                    .filter(pool -> pool.uuid().toString().equals(name))
                    .findFirst();
            if (byUuid.isPresent()) {
                return byUuid.get();
            }
            Collection<String> names =
                    driver.pools().stream().map(PoolInfo::name).toList();
            throw new CommandException(e.code(), e.getMessage() + suggestion(name, names), e);
        }
    }

    static VolumeInfo volume(StorageDriver driver, String pool, String name) {
        String found = pool(driver, pool).name();
        new VolumeName(name);
        try {
            return driver.volume(found, name);
        } catch (NoSuchVolumeException e) {
            Collection<String> names =
                    driver.volumes(found).stream().map(VolumeInfo::name).toList();
            throw new CommandException(e.code(), e.getMessage() + suggestion(name, names), e);
        }
    }

    private static String suggestion(String name, Collection<String> names) {
        return NearName.of(name, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }
}
