/** Tests of what backends share. */
@NullMarked
package dev.recollect.memory.api.spi.support;

import org.jspecify.annotations.NullMarked;
