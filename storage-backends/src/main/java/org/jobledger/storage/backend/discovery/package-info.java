/** Finds what pools could be made of (libvirt: virConnectFindStoragePoolSources). */
@NullMarked
package org.jobledger.storage.backend.discovery;

import org.jspecify.annotations.NullMarked;
