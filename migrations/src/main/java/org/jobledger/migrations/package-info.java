/** The ledger's database schema: what is shipped, and how a database is brought up to it. */
@NullMarked
package org.jobledger.migrations;

import org.jspecify.annotations.NullMarked;
