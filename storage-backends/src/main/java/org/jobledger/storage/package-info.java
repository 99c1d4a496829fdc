/** The storage driver: pools and volumes, where every call is a classified job. */
@NullMarked
package org.jobledger.storage;

import org.jspecify.annotations.NullMarked;
