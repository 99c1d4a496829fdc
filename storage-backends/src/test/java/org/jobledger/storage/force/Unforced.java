package org.jobledger.storage.force;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What was changed and is not forced yet, and whether a promise was made over it all the same. One thread. */
public final class Unforced {
    private final Set<Object> changed = new HashSet<>();
    private final BooleanSupplier leftOut;
    private int timesLeftOut;
    private boolean broken;

    /** Nothing was changed; a force is left out where this says so. */
    public Unforced(BooleanSupplier leftOut) {
        this.leftOut = leftOut;
    }

    /** Something was changed: a file, or the names in a directory. */
    public void change(Object what) {
        changed.add(what);
    }

    /** It is forced, unless that is left out. */
    public void force(Object what) {
        if (leftOut.getAsBoolean()) {
            timesLeftOut++;
        } else {
            changed.remove(what);
        }
    }

    /** Somebody is told that this is as it is for ever. */
    public void promise(Object what) {
        broken |= changed.contains(what);
    }

    /** Somebody is told that all is as it is for ever. */
    public void promiseAll() {
        broken |= !changed.isEmpty();
    }

    /** Whether a promise was made that a power cut could break. */
    public boolean broken() {
        return broken;
    }

    /** How often a force was left out. */
    public int timesLeftOut() {
        return timesLeftOut;
    }
}
