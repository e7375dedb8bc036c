/**
 * Facts from what was said: extracted after a turn, filed in archival memory, replaced by newer
 * ones.
 */
@NullMarked
package dev.recollect.agent.fact;

import org.jspecify.annotations.NullMarked;
