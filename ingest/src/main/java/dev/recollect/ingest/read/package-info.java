/** Files to text: reads text, Markdown and PDF into titled sections; knows nothing of storage. */
@NullMarked
package dev.recollect.ingest.read;

import org.jspecify.annotations.NullMarked;
