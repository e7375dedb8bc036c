/** Tests of spans, metrics and log lines, with agents as applications have them. */
@NullMarked
package dev.recollect.observability;

import org.jspecify.annotations.NullMarked;
