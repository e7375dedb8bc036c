/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.examples.autonomous;

import org.jspecify.annotations.NullMarked;
