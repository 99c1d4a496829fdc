/**
 * The kit for embedders' tests: an engine on a disk in memory with a clock that stands still until it is told, which can be killed at a
 * chosen point and opened again.
 *
 * <p>It is in the engine's test-jar ({@code <type>test-jar</type>}) and works on the class path.
 */
@NullMarked
package org.jobledger.engine.kit;

import org.jspecify.annotations.NullMarked;
