/** Tests of agents as an application sees them. */
@NullMarked
package dev.recollect.agent;

import org.jspecify.annotations.NullMarked;
