/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.examples.shared;

import org.jspecify.annotations.NullMarked;
