package org.jobledger.engine;

import org.jobledger.engine.event.RecordedEvent;

/**
 * Hears the events of a ledger in the order of their positions, each once (libvirt: virConnectDomainEventGenericCallback).
 *
 * <p>It is called on the one thread of its {@link Subscription}, which holds no lock: it may take its time, and may call the engine back.
 * When it hears of an event the engine shows what the event did; only the claims of a job are freed a moment after its end is heard.
 */
@FunctionalInterface
public interface LedgerListener {

    /**
     * Hears of one event.
     *
     * @throws Exception to end the subscription before this event: its {@link Subscription#position()} is the one before then
     */
    void on(RecordedEvent event) throws Exception;
}
