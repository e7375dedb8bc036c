/**
 * How an agent and its model speak with each other: MemGPT's way, and the way of models that call
 * tools by themselves.
 */
@NullMarked
package dev.recollect.agent.profile;

import org.jspecify.annotations.NullMarked;
