/** Texts made fit: cut to a size, and freed of what no store keeps. */
@NullMarked
package dev.recollect.agent.text;

import org.jspecify.annotations.NullMarked;
