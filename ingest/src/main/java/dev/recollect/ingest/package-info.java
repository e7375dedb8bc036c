/**
 * Loads files and folders into sources: finds the documents, tells what has changed, reads, divides
 * and writes them.
 */
@NullMarked
package dev.recollect.ingest;

import org.jspecify.annotations.NullMarked;
