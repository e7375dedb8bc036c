/** Rules about all modules together. */
@NullMarked
package dev.recollect.buildchecks;

import org.jspecify.annotations.NullMarked;
