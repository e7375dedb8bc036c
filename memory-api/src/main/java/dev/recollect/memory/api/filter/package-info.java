/** The filter language: eight node types over payload fields and reserved fields, two-valued. */
@NullMarked
package dev.recollect.memory.api.filter;

import org.jspecify.annotations.NullMarked;
