/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.context;

import org.jspecify.annotations.NullMarked;
