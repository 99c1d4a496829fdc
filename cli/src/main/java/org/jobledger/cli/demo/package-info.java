/** The demo: a wipe that is killed in the middle and survives it, with proof. */
@NullMarked
package org.jobledger.cli.demo;

import org.jspecify.annotations.NullMarked;
