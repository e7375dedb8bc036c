/** What a look at a memory that is not opened tells: values, to be shown. */
@NullMarked
package dev.recollect.memory.core.inspect;

import org.jspecify.annotations.NullMarked;
