/** Small programs that show how Recollect is used; each is run by a test. */
@NullMarked
package dev.recollect.examples;

import org.jspecify.annotations.NullMarked;
