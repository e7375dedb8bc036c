@NullMarked
package dev.recollect.agent.forget;

import org.jspecify.annotations.NullMarked;
