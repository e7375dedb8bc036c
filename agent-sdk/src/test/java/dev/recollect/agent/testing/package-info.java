/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.testing;

import org.jspecify.annotations.NullMarked;
