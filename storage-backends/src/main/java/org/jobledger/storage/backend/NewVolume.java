package org.jobledger.storage.backend;

import java.util.function.Consumer;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.Permissions;

/**
 * A volume that is to be made.
 *
 * @param permissions who may use it, where it is a file
 * @param noCopyOnWrite whether it is not to be written copy-on-write, where what is behind the pool does so
 * @param capacity how great it must be at least, bytes
 * @param allocation how much of that gets its place at once, bytes
 * @param partition what it is for, where it is a partition
 * @param announced is told the identity the volume will have, before it is made, where that is known then: so that after a crash it is
 *     told apart from what somebody else made
 */
public record NewVolume(
        Permissions permissions,
        boolean noCopyOnWrite,
        long capacity,
        long allocation,
        PartitionType partition,
        Consumer<String> announced) {

    /** One that is no partition, or for nothing that is said. */
    public NewVolume(
            Permissions permissions,
            boolean noCopyOnWrite,
            long capacity,
            long allocation,
            Consumer<String> announced) {
        this(permissions, noCopyOnWrite, capacity, allocation, PartitionType.NONE, announced);
    }
}
