/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.tool;

import org.jspecify.annotations.NullMarked;
