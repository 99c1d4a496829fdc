/** Pools that are the logical units behind a host bus adapter. */
@NullMarked
package org.jobledger.storage.backend.scsi;

import org.jspecify.annotations.NullMarked;
