/** The {@code jobledger} command. */
@NullMarked
package org.jobledger.cli;

import org.jspecify.annotations.NullMarked;
