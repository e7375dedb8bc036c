/** What a model is shown: system message, summary and window under a budget of tokens. */
@NullMarked
package dev.recollect.agent.context;

import org.jspecify.annotations.NullMarked;
