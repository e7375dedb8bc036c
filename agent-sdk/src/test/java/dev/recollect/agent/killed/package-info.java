@NullMarked
package dev.recollect.agent.killed;

import org.jspecify.annotations.NullMarked;
