/** The long storage calls: the handlers that make, overwrite and remove volumes, step by step and resumable. */
@NullMarked
package org.jobledger.storage.job;

import org.jspecify.annotations.NullMarked;
