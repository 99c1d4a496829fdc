/** The long storage calls beside the tools that people use instead, in one run on one file system. */
@NullMarked
package org.jobledger.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
