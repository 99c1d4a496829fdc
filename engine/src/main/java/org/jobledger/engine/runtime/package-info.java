/** Wires the rooms of the engine into its API; nobody imports it. */
@NullMarked
package org.jobledger.engine.runtime;

import org.jspecify.annotations.NullMarked;
