/** Who may work on which resource now, and who waits for it: in memory, rebuilt from the log at each opening. */
@NullMarked
package org.jobledger.engine.claim;

import org.jspecify.annotations.NullMarked;
