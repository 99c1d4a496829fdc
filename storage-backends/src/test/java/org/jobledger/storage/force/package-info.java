/** The test of the tests: each force of the storage driver has a row and is missed when it is left out. */
@NullMarked
package org.jobledger.storage.force;

import org.jspecify.annotations.NullMarked;
