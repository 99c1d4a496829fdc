/** The storage driver behind the API: wires definitions, backends and handlers to an engine. */
@NullMarked
package org.jobledger.storage.runtime;

import org.jspecify.annotations.NullMarked;
