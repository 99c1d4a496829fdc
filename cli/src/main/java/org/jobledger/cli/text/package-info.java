/** Text for people and machines: sizes, durations, tables, JSON. Pure: no streams, no clock, no terminal. */
@NullMarked
package org.jobledger.cli.text;

import org.jspecify.annotations.NullMarked;
