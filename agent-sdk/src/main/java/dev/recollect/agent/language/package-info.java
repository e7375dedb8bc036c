/**
 * Words, sentences and clauses of English by tables and position: what rules without a model read.
 */
@NullMarked
package dev.recollect.agent.language;

import org.jspecify.annotations.NullMarked;
