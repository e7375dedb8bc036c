/**
 * The kit that proves a backend: extend {@link dev.recollect.memory.tck.BackendContract} in a test,
 * say how to open an empty backend, and run it.
 */
@NullMarked
package dev.recollect.memory.tck;

import org.jspecify.annotations.NullMarked;
