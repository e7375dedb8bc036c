/** Tests of the backend against a real server. */
@NullMarked
package dev.recollect.backend.pgvector;

import org.jspecify.annotations.NullMarked;
