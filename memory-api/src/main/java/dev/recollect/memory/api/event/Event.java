package dev.recollect.memory.api.event;

/**
 * Something that happened in a memory or an agent, as a {@link Listener} is told. Immutable.
 *
 * <p>Events hold what was said and filed as it is; who writes them anywhere decides what of it.
 */
public interface Event {}
