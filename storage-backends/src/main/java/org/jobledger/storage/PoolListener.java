package org.jobledger.storage;

/** Hears what happens to pools, in order and each event once (libvirt: virConnectStoragePoolEventGenericCallback). */
@FunctionalInterface
public interface PoolListener {

    /**
     * Hears of one event. Called on the one thread of its subscription, without any lock held.
     *
     * @throws Exception to end the subscription before this event
     */
    void on(PoolEvent event) throws Exception;
}
