/** Showing how far a job is while it runs. */
@NullMarked
package org.jobledger.cli.progress;

import org.jspecify.annotations.NullMarked;
