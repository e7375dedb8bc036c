/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.template;

import org.jspecify.annotations.NullMarked;
