/**
 * What a storage backend implements: {@link BackendProvider} opens a {@link Backend}, which has
 * {@link RecordCollection}s and, if it can, a {@link StateStore}.
 *
 * <p>A backend stores, filters and multiplies; it never ranks, fuses or analyses text. Everything
 * is mandatory except a state store, more than one vector of each kind a record, and text to embed:
 * what is absent is declared in {@link Capabilities} and refused with UNSUPPORTED. The contract is
 * proven by the classes of {@code memory-tck}. New methods of these interfaces will have defaults.
 */
@NullMarked
package dev.recollect.memory.api.spi;

import org.jspecify.annotations.NullMarked;
