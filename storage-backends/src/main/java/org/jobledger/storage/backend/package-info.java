/** What a kind of storage must offer to be a pool: the SPI that every backend implements. */
@NullMarked
package org.jobledger.storage.backend;

import org.jspecify.annotations.NullMarked;
