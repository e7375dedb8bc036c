package dev.recollect.memory.core;

/**
 * Where the parts of a memory lie, each as one line for people. Never contains a secret.
 *
 * @param state where agents, blocks and conversations are kept
 * @param recall where messages are searched
 * @param archival where passages are kept
 * @param embedding which model embeds texts
 */
public record Placement(String state, String recall, String archival, String embedding) {}
