/** Chat models of OpenAI and of every server that speaks its chat completions protocol. */
@NullMarked
package dev.recollect.model.openai;

import org.jspecify.annotations.NullMarked;
