package dev.recollect.memory.api.conversation;

import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation: role, text, who spoke, and the tool calls or the result it
 * carries.
 *
 * <p>Immutable. Text is storable (no U+0000, no unpaired surrogate) and at most {@link
 * #TEXT_BYTES}; it may be empty when there are tool calls.
 */
public final class Message {

  /** Largest text of a message, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 256 * 1024;

  private final Role role;
  private final String text;
  private final @Nullable String name;
  private final List<ToolCall> toolCalls;
  private final @Nullable String toolCallId;
  private final List<Reference> references;
  private final Instant createdAt;

  private Message(Builder builder) {
    this.role = builder.role;
    this.text = Texts.requireStorable("message", builder.text, TEXT_BYTES);
    this.name = builder.name;
    this.toolCalls = List.copyOf(builder.toolCalls);
    this.toolCallId = builder.toolCallId;
    this.references = List.copyOf(builder.references);
    this.createdAt = Moments.requireStorable("time of the message", builder.createdAt);
  }

  /**
   * Returns a builder of a message.
   *
   * @param role who it is from
   * @param text what it says
   * @param createdAt when it was said
   */
  public static Builder builder(Role role, String text, Instant createdAt) {
    return new Builder(role, text, createdAt);
  }

  /** Returns a message without tool calls or a speaker's name. */
  public static Message of(Role role, String text, Instant createdAt) {
    return builder(role, text, createdAt).build();
  }

  /** Returns who the message is from. */
  public Role role() {
    return role;
  }

  /** Returns what the message says; may be empty. */
  public String text() {
    return text;
  }

  /** Returns the speaker's name, if it is known. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Returns the tools the model asked for, in order; empty for other roles. */
  public List<ToolCall> toolCalls() {
    return toolCalls;
  }

  /** Returns the id of the call that a {@link Role#TOOL} message answers. */
  public Optional<String> toolCallId() {
    return Optional.ofNullable(toolCallId);
  }

  /** Returns what a tool result rests on; not part of the text that models see. */
  public List<Reference> references() {
    return references;
  }

  /** Returns when it was said, in microseconds. */
  public Instant createdAt() {
    return createdAt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that
        && role == that.role
        && text.equals(that.text)
        && Objects.equals(name, that.name)
        && toolCalls.equals(that.toolCalls)
        && Objects.equals(toolCallId, that.toolCallId)
        && createdAt.equals(that.createdAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(role, text, name, toolCalls, toolCallId, createdAt);
  }

  @Override
  public String toString() {
    return role + ": " + text + (toolCalls.isEmpty() ? "" : " " + toolCalls);
  }

  /** Collects the parts of a {@link Message}. Not thread-safe. */
  public static final class Builder {
    private final Role role;
    private final String text;
    private final Instant createdAt;
    private @Nullable String name;
    private List<ToolCall> toolCalls = List.of();
    private @Nullable String toolCallId;
    private List<Reference> references = List.of();

    private Builder(Role role, String text, Instant createdAt) {
      this.role = role;
      this.text = text;
      this.createdAt = createdAt;
    }

    /** Sets the speaker's name. */
    public Builder name(String value) {
      this.name = Texts.requireNonEmpty("name", value, 256);
      return this;
    }

    /** Sets the tools the model asks for. */
    public Builder toolCalls(List<ToolCall> value) {
      this.toolCalls = value;
      return this;
    }

    /** Sets the id of the call that this message answers. */
    public Builder toolCallId(String value) {
      this.toolCallId = value;
      return this;
    }

    /** Sets what a tool result rests on. */
    public Builder references(List<Reference> value) {
      this.references = value;
      return this;
    }

    /**
     * Returns the message.
     *
     * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT for the text
     */
    public Message build() {
      return new Message(this);
    }
  }
}
