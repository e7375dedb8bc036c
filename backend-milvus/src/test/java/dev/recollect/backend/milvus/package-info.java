/** Tests of the backend against a real server. */
@NullMarked
package dev.recollect.backend.milvus;

import org.jspecify.annotations.NullMarked;
