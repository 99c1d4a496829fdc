/** Pools of a Ceph cluster. */
@NullMarked
package org.jobledger.storage.backend.rbd;

import org.jspecify.annotations.NullMarked;
