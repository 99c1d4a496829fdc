package org.jobledger.storage.backend;

import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;

/**
 * Makes a volume as a layer on a state of another one, at once and whatever its size: the two share their bytes until one of them is
 * written to. The state is kept under a mark, by which the layer is known as what was made of it, also after a crash. What is made, given
 * a size or removed here is so for ever when the call returns. Thread-safe; who calls it for a mark is alone with it.
 */
public interface LayeredCopies {

    /** Whether a volume of one pool can be a layer on one of another. */
    boolean reach(PoolDefinition from, PoolDefinition to);

    /** Keeps what a volume is now under a mark; does nothing where there is something under it. */
    void keep(PoolDefinition pool, VolumeName source, String mark);

    /** Makes a volume, of the size of its source, as a layer on what is kept under a mark. */
    void make(PoolDefinition from, VolumeName source, String mark, PoolDefinition to, VolumeName copy);

    /** Whether a volume is a layer on what is kept under a mark. */
    boolean isOn(String mark, PoolDefinition to, VolumeName copy);

    /** Keeps it no longer; does nothing where there is nothing under the mark. Nothing is a layer on it any more. */
    void forget(PoolDefinition pool, VolumeName source, String mark);
}
