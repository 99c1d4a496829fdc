/** What happens to unfinished jobs after a crash: the plan, and carrying it out. */
@NullMarked
package org.jobledger.engine.recovery;

import org.jspecify.annotations.NullMarked;
