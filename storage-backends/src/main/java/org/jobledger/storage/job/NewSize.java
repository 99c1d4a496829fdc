package org.jobledger.storage.job;

import java.util.Set;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;

/**
 * The size a volume shall have, by libvirt's rules.
 *
 * @param capacity the new size, bytes
 * @param from where allocating begins, bytes; the new size where nothing is allocated
 */
public record NewSize(long capacity, long from) {

    /**
     * The size that follows from what was asked.
     *
     * @throws InvalidValueException if it would shrink and may not, or would shrink below what is allocated
     * @throws NotEnoughSpaceException if there is not enough space
     */
    public static NewSize of(VolumeName name, FoundVolume now, long asked, Set<ResizeOption> options, Space space) {
        long capacity = absolute(name, now.size(), asked, options);
        if (capacity < now.allocation() && capacity < now.size()) {
            throw new InvalidValueException("can't shrink capacity below existing allocation: volume '" + name
                    + "' has " + now.allocation() + " bytes allocated, not " + capacity);
        }
        if (capacity < now.size() && !options.contains(ResizeOption.SHRINK)) {
            throw new InvalidValueException("Can't shrink capacity of volume '" + name + "' from " + now.size() + " to "
                    + capacity + " bytes without the option to shrink");
        }
        boolean allocate = options.contains(ResizeOption.ALLOCATE);
        long added = Math.max(0, capacity - now.size());
        if (allocate && added > space.available()) {
            throw new NotEnoughSpaceException("Not enough space left in storage pool: volume '" + name + "' needs "
                    + added + " bytes more, " + space.available() + " are free");
        }
        return new NewSize(capacity, allocate && added > 0 ? now.size() : capacity);
    }

    static NewSize of(Document checkpoint) {
        return new NewSize(checkpoint.integer("capacity"), checkpoint.integer("from"));
    }

    Document document() {
        return Document.of("capacity", capacity, "from", from);
    }

    private static long absolute(VolumeName name, long now, long asked, Set<ResizeOption> options) {
        if (asked < 0 || (asked == 0 && !options.contains(ResizeOption.SHRINK))) {
            throw new InvalidValueException("capacity " + asked + " of volume '" + name + "' is below 1 byte");
        }
        if (!options.contains(ResizeOption.DELTA)) {
            return asked;
        }
        if (options.contains(ResizeOption.SHRINK)) {
            return Math.max(0, now - asked);
        }
        if (asked > Long.MAX_VALUE - now) {
            throw new InvalidValueException("volume '" + name + "' of " + now + " bytes cannot have " + asked
                    + " more: that is beyond all sizes");
        }
        return now + asked;
    }
}
