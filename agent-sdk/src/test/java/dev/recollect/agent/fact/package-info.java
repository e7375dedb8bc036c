/** Tests of facts. */
@NullMarked
package dev.recollect.agent.fact;

import org.jspecify.annotations.NullMarked;
