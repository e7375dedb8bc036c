/** Forgetting, on request and by policy: what is to go, and how it is found in other texts. */
@NullMarked
package dev.recollect.agent.forget;

import org.jspecify.annotations.NullMarked;
