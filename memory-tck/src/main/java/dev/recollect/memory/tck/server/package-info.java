/** Where the servers are that tests run against. */
@NullMarked
package dev.recollect.memory.tck.server;

import org.jspecify.annotations.NullMarked;
