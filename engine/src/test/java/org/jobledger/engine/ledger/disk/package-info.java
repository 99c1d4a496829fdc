/** Disks for tests: one that loses power, one that records, one that fails and one that forgets to force. */
@NullMarked
package org.jobledger.engine.ledger.disk;

import org.jspecify.annotations.NullMarked;
