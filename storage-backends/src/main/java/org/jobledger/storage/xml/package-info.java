/** libvirt's XML of pools and volumes, read and written. Pure: no files, no network, no entities. */
@NullMarked
package org.jobledger.storage.xml;

import org.jspecify.annotations.NullMarked;
