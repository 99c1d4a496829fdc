/** Pools that are an LVM volume group; its logical volumes are the volumes (libvirt: storage_backend_logical.c). */
@NullMarked
package org.jobledger.storage.backend.logical;

import org.jspecify.annotations.NullMarked;
