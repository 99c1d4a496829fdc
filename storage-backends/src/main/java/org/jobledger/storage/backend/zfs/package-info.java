/** Pools that are a ZFS pool or dataset; its volumes are the volumes (libvirt: storage_backend_zfs.c). */
@NullMarked
package org.jobledger.storage.backend.zfs;

import org.jspecify.annotations.NullMarked;
