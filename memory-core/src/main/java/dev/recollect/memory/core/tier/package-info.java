/**
 * The memory tiers over a backend: core, recall and archival memory, and the owners they belong to.
 */
@NullMarked
package dev.recollect.memory.core.tier;

import org.jspecify.annotations.NullMarked;
