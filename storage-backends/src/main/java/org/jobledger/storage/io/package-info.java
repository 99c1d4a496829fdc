/** Block and file I/O: what the platform and the kernel offer, behind small types. Knows nothing of pools and jobs. */
@NullMarked
package org.jobledger.storage.io;

import org.jspecify.annotations.NullMarked;
