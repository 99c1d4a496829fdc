/** What happens after a crash to the jobs that it cut off. */
@NullMarked
package org.jobledger.engine.recovery;

import org.jspecify.annotations.NullMarked;
