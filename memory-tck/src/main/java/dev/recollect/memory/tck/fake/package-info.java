/**
 * Fakes of the ports for tests: an embedding model without a model, a clock moved by hand, settings
 * from a map.
 */
@NullMarked
package dev.recollect.memory.tck.fake;

import org.jspecify.annotations.NullMarked;
