package org.jobledger.storage.backend;

/**
 * The room behind a pool.
 *
 * @param capacity all there is, bytes
 * @param allocation what is used, bytes
 * @param available what is free for us, bytes
 */
public record Space(long capacity, long allocation, long available) {}
