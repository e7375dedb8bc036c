/**
 * Recall and archival memory in Qdrant: a collection of Qdrant for each collection of the memory,
 * every condition pushed down, all legs of a search in one round trip.
 */
@NullMarked
package dev.recollect.backend.qdrant;

import org.jspecify.annotations.NullMarked;
