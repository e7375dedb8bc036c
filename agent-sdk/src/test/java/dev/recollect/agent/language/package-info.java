/** Tests of reading English by tables. */
@NullMarked
package dev.recollect.agent.language;

import org.jspecify.annotations.NullMarked;
