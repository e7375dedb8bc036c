/** Where the servers are that tests run against, and how tests disturb them. */
@NullMarked
package dev.recollect.memory.tck.server;

import org.jspecify.annotations.NullMarked;
