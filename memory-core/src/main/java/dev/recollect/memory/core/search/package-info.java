/** Ranking above the backends: term statistics, legs, fusion, neighbours, evidence. */
@NullMarked
package dev.recollect.memory.core.search;

import org.jspecify.annotations.NullMarked;
