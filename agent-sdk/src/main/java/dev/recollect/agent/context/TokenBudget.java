package dev.recollect.agent.context;

import dev.recollect.memory.api.model.ChatModel;

/**
 * How many tokens the parts of a request may have.
 *
 * <p>Of the model's context window, a quarter but at most 4,096 tokens is left to the answer. When
 * system message, tools, summary and messages exceed the rest, messages leave until summary and
 * messages take at most 60 % of what system message and tools leave them. A summary has at most an
 * eighth of that, and at most 1,000 tokens. At 75 % the model is warned, as in MemGPT, where that
 * was a share of the whole window.
 *
 * @param window the model's context window
 * @param answer what is kept free for the answer
 */
public record TokenBudget(int window, int answer) {

  private static final int LARGEST_ANSWER = 4_096;
  private static final int LARGEST_SUMMARY = 1_000;

  /** Returns the budget of a model. */
  public static TokenBudget of(ChatModel model) {
    int window = model.contextWindow();
    return new TokenBudget(window, Math.min(LARGEST_ANSWER, window / 4));
  }

  /** Returns the budget in tokens of which the provider counts so many where we count one. */
  TokenBudget dividedBy(double factor) {
    return new TokenBudget((int) (window / factor), (int) (answer / factor));
  }

  /** Returns above how many tokens of a request the model is told that its window fills. */
  public int pressure() {
    return (int) (request() * 0.75);
  }

  /** Returns how many tokens a request may have. */
  public int request() {
    return window - answer;
  }

  /** Returns what summary and messages may have beside the fixed parts of a request. */
  public int messages(int fixed) {
    return request() - fixed;
  }

  /** Returns what summary and messages should have after an eviction. */
  public int target(int fixed) {
    return (int) (messages(fixed) * 0.6);
  }

  /** Returns what a summary may have. */
  public int summary(int fixed) {
    return Math.max(0, Math.min(LARGEST_SUMMARY, messages(fixed) / 8));
  }

  /** Returns what the results of one step may have together. */
  public int results() {
    return request() / 4;
  }
}
