package dev.recollect.agent.profile;

/** Where a model in the profile {@code memgpt} writes what it thinks beside a call. */
public enum InnerThoughts {

  /** As an argument of the call, unless the model is the offline model, which thinks nothing. */
  AUTOMATIC,

  /** As the content of the message that calls, as MemGPT began. */
  CONTENT,

  /**
   * As the argument {@code inner_thoughts}, required in every tool: for models that leave the
   * content of a message that calls empty. One that leaves the argument out is taken as thinking
   * nothing.
   */
  ARGUMENT
}
