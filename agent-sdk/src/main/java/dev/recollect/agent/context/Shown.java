package dev.recollect.agent.context;

import dev.recollect.memory.api.model.ChatRequest;

/**
 * What a request shows, and the tokens of its parts, as the model counts.
 *
 * @param request what the model is sent
 * @param instructions tokens of the system message without core memory
 * @param blocks tokens of core memory
 * @param tools tokens of what the model is told of tools
 * @param summary tokens of the summary
 * @param messages tokens of the messages
 * @param budget what there may be of each
 */
public record Shown(
    ChatRequest request,
    int instructions,
    int blocks,
    int tools,
    int summary,
    int messages,
    TokenBudget budget) {}
