/** No code: an application depends on this artifact, and through it on all that it needs. */
@NullMarked
package dev.recollect.starter;

import org.jspecify.annotations.NullMarked;
