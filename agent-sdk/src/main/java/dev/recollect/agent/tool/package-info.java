/**
 * What a model may call: the six memory tools, tools made of a record and a lambda, and their box.
 */
@NullMarked
package dev.recollect.agent.tool;

import org.jspecify.annotations.NullMarked;
