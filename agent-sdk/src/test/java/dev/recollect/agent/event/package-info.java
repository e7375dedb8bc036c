/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.event;

import org.jspecify.annotations.NullMarked;
