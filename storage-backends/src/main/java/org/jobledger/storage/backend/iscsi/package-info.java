/** Pools that are the logical units of an iSCSI target. */
@NullMarked
package org.jobledger.storage.backend.iscsi;

import org.jspecify.annotations.NullMarked;
