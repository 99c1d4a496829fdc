/**
 * The events of a ledger: sealed records, their types and codes, and their pinned JSON form.
 *
 * <p>Everything here is an immutable value. The package knows nothing of clocks, threads, files or databases.
 */
@NullMarked
package org.jobledger.engine.event;

import org.jspecify.annotations.NullMarked;
