/** Pools that are a directory, volumes that are the regular files in it. */
@NullMarked
package org.jobledger.storage.backend.dir;

import org.jspecify.annotations.NullMarked;
