package dev.recollect.memory.api.conversation;

/**
 * A model's request to run a tool.
 *
 * @param id the model's id of the call, unique in its message
 * @param name the tool's name, as the model wrote it
 * @param arguments the arguments as JSON text, as the model wrote them; may be malformed
 */
public record ToolCall(String id, String name, String arguments) {}
