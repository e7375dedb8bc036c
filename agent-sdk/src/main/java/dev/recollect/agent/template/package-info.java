/** Texts that blocks of core memory can begin with. */
@NullMarked
package dev.recollect.agent.template;

import org.jspecify.annotations.NullMarked;
