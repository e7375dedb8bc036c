/** The samples of docs/tools.md. */
@NullMarked
package dev.recollect.examples.tools;

import org.jspecify.annotations.NullMarked;
