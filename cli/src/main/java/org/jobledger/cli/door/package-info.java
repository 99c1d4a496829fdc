/** The owner's door: how a command in another process has the owner of a ledger run it. Knows bytes and sockets, no verbs. */
@NullMarked
package org.jobledger.cli.door;

import org.jspecify.annotations.NullMarked;
