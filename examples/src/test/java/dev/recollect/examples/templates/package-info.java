/** The samples of docs/templates.md. */
@NullMarked
package dev.recollect.examples.templates;

import org.jspecify.annotations.NullMarked;
