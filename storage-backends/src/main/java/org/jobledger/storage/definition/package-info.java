/** Pool and volume definitions as the ledger keeps them, and nothing else keeps them. */
@NullMarked
package org.jobledger.storage.definition;

import org.jspecify.annotations.NullMarked;
