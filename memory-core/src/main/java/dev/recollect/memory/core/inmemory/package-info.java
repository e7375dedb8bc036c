/**
 * The backend {@code inmemory}: exact search over records that live as long as the backend is open.
 */
@NullMarked
package dev.recollect.memory.core.inmemory;

import org.jspecify.annotations.NullMarked;
