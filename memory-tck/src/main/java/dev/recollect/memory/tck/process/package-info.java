/** Other processes that a test starts, talks to and kills. */
@NullMarked
package dev.recollect.memory.tck.process;

import org.jspecify.annotations.NullMarked;
