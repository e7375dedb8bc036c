package dev.recollect.memory.api.tool;

import dev.recollect.memory.api.value.CallOptions;

/**
 * One run of a tool.
 *
 * @param key identifies the call for ever: conversation/turn/step/index; the same key means the
 *     same call, run again after a crash
 * @param arguments the model's arguments as JSON text of an object, already well-formed
 * @param options deadline and cancellation of the turn
 */
public record ToolInvocation(String key, String arguments, CallOptions options) {}
