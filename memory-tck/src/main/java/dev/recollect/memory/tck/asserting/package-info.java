/** Wrappers that check whatever a store returns, whoever asked for it. */
@NullMarked
package dev.recollect.memory.tck.asserting;

import org.jspecify.annotations.NullMarked;
