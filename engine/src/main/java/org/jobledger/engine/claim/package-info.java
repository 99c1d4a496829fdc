/** Who may work on what: resource claims, their modes and queues. In memory. */
@NullMarked
package org.jobledger.engine.claim;

import org.jspecify.annotations.NullMarked;
