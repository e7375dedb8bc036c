/** Tests of the package of the same name. */
@NullMarked
package dev.recollect.agent.text;

import org.jspecify.annotations.NullMarked;
