/**
 * Values that every layer shares: namespaces, payloads, vectors, pages, call options and limits.
 *
 * <p>All types are immutable and check themselves at construction, so that what exists may be
 * stored by any backend.
 */
@NullMarked
package dev.recollect.memory.api.value;

import org.jspecify.annotations.NullMarked;
