/** Wires the rooms of the engine into the public API. */
@NullMarked
package org.jobledger.engine.runtime;

import org.jspecify.annotations.NullMarked;
