/** Documents to pieces that an embedding model reads whole. */
@NullMarked
package dev.recollect.ingest.split;

import org.jspecify.annotations.NullMarked;
