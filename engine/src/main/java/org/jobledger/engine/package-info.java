/** The public API of the job engine: what an embedder imports. */
@NullMarked
package org.jobledger.engine;

import org.jspecify.annotations.NullMarked;
