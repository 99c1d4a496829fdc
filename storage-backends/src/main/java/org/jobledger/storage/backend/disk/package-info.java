/** Pools that are a disk; its partitions are the volumes (libvirt: storage_backend_disk.c). */
@NullMarked
package org.jobledger.storage.backend.disk;

import org.jspecify.annotations.NullMarked;
