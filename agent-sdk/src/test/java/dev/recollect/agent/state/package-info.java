/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.state;

import org.jspecify.annotations.NullMarked;
