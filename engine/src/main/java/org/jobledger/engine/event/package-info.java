/** What happened: the sealed job events and their JSON form. */
@NullMarked
package org.jobledger.engine.event;

import org.jspecify.annotations.NullMarked;
