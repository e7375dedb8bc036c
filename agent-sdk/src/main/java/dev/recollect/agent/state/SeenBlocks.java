package dev.recollect.agent.state;

/**
 * What core memory was when the model last saw it.
 *
 * @param digest tells whether it has changed since
 * @param changedAt when it became so, ISO-8601
 */
public record SeenBlocks(String digest, String changedAt) {}
