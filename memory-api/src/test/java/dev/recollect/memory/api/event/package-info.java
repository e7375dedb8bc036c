@NullMarked
package dev.recollect.memory.api.event;

import org.jspecify.annotations.NullMarked;
