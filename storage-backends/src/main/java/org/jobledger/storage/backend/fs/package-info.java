/** Pools whose directory is a file system that is mounted when they start: of a block device, or of a file server. */
@NullMarked
package org.jobledger.storage.backend.fs;

import org.jspecify.annotations.NullMarked;
