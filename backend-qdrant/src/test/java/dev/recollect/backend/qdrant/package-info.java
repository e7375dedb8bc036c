/** Tests of the backend against a server, and against scripted ones for what no server does. */
@NullMarked
package dev.recollect.backend.qdrant;

import org.jspecify.annotations.NullMarked;
