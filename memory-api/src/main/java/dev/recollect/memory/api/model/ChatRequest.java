package dev.recollect.memory.api.model;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked: messages (system first), the tools it may call, how long it may answer.
 */
public final class ChatRequest {

  private final List<Message> messages;
  private final List<ToolSpec> tools;
  private final @Nullable Integer maximumAnswerTokens;
  private final @Nullable Boolean parallelToolCalls;

  private ChatRequest(Builder builder) {
    this.messages = List.copyOf(builder.messages);
    this.tools = List.copyOf(builder.tools);
    this.maximumAnswerTokens = builder.maximumAnswerTokens;
    this.parallelToolCalls = builder.parallelToolCalls;
  }

  /** Returns a builder of a request with the given messages. */
  public static Builder builder(List<Message> messages) {
    return new Builder(messages);
  }

  /** Returns the messages, oldest first. */
  public List<Message> messages() {
    return messages;
  }

  /** Returns the tools the model may call. */
  public List<ToolSpec> tools() {
    return tools;
  }

  /** Returns the most tokens the answer may have, if that is bounded. */
  public OptionalInt maximumAnswerTokens() {
    return maximumAnswerTokens == null ? OptionalInt.empty() : OptionalInt.of(maximumAnswerTokens);
  }

  /** Returns whether the model may call several tools in one answer; empty for as it is used to. */
  public Optional<Boolean> parallelToolCalls() {
    return Optional.ofNullable(parallelToolCalls);
  }

  /** Collects the parts of a {@link ChatRequest}. Not thread-safe. */
  public static final class Builder {
    private final List<Message> messages;
    private List<ToolSpec> tools = List.of();
    private @Nullable Integer maximumAnswerTokens;
    private @Nullable Boolean parallelToolCalls;

    private Builder(List<Message> messages) {
      this.messages = messages;
    }

    /** Sets the tools the model may call. */
    public Builder tools(List<ToolSpec> value) {
      this.tools = value;
      return this;
    }

    /** Bounds the answer. */
    public Builder maximumAnswerTokens(int value) {
      this.maximumAnswerTokens = value;
      return this;
    }

    /** Sets whether the model may call several tools in one answer. */
    public Builder parallelToolCalls(boolean value) {
      this.parallelToolCalls = value;
      return this;
    }

    /** Returns the request. */
    public ChatRequest build() {
      return new ChatRequest(this);
    }
  }
}
