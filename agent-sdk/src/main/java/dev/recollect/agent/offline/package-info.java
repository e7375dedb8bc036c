/**
 * The offline model: a deterministic, extractive chat model without weights that files what it is
 * told and answers by quoting memory.
 */
@NullMarked
package dev.recollect.agent.offline;

import org.jspecify.annotations.NullMarked;
