/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.examples.recall;

import org.jspecify.annotations.NullMarked;
