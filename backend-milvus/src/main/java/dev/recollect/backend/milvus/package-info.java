/** Recall and archival memory in Milvus: Lite as a child process, a server, or a cluster. */
@NullMarked
package dev.recollect.backend.milvus;

import org.jspecify.annotations.NullMarked;
