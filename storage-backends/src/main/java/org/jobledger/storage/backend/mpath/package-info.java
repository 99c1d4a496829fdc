/** Pools that are the multipath devices of the machine. */
@NullMarked
package org.jobledger.storage.backend.mpath;

import org.jspecify.annotations.NullMarked;
