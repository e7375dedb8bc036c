@NullMarked
package dev.recollect.examples.suite;

import org.jspecify.annotations.NullMarked;
