@NullMarked
package dev.recollect.agent.suite;

import org.jspecify.annotations.NullMarked;
