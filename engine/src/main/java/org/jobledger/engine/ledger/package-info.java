/**
 * The log on disk: journal segments, the one appender that writes them, the hash chain, and the H2 tables that are made from them.
 */
@NullMarked
package org.jobledger.engine.ledger;

import org.jspecify.annotations.NullMarked;
