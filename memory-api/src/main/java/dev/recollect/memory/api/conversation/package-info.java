/**
 * What is said in a conversation: messages, tool calls and the references a tool result rests on.
 */
@NullMarked
package dev.recollect.memory.api.conversation;

import org.jspecify.annotations.NullMarked;
