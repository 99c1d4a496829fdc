/** Pools of a Sheepdog cluster. */
@NullMarked
package org.jobledger.storage.backend.sheepdog;

import org.jspecify.annotations.NullMarked;
