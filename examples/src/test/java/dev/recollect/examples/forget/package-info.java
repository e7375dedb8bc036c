/** Forgetting, as docs/forgetting.md shows it, and what is left of it in the files of stores. */
@NullMarked
package dev.recollect.examples.forget;

import org.jspecify.annotations.NullMarked;
