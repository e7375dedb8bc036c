/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.loop;

import org.jspecify.annotations.NullMarked;
