/**
 * An agent that many people talk to, which is shown what it and the person at hand said to each
 * other earlier, in whatever conversation.
 */
@NullMarked
package dev.recollect.examples.recall;

import org.jspecify.annotations.NullMarked;
