/** Proving and reading history: verify, rebuild, export, as-of. */
@NullMarked
package org.jobledger.engine.audit;

import org.jspecify.annotations.NullMarked;
