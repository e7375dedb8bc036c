package dev.recollect.backend.lucene;

/** What the collections of a store share. */
record StoreParts(Database database, Namespaces namespaces, BackgroundWork background) {}
