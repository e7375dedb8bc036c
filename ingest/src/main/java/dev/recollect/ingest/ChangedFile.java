package dev.recollect.ingest;

/**
 * A file whose content a source does not hold.
 *
 * @param file the file
 * @param name what the document is called
 * @param origin the folder it belongs to; empty for none
 * @param replaces whether the source holds an earlier content of it
 */
record ChangedFile(FoundFile file, String name, String origin, boolean replaces) {}
