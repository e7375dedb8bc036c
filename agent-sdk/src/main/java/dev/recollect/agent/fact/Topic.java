package dev.recollect.agent.fact;

import java.util.Set;

/**
 * Something that a clause speaks of.
 *
 * @param key stem of the word, or a tag behind {@code #}
 * @param owner whose it is, see {@link Owners}
 * @param modifiers what tells it from others of its kind: "<em>work</em> phone", "flight to
 *     <em>Rome</em>"
 * @param single whether it has one value at a time
 * @param verb whether a verb stands for it
 * @param subject whether it stands before the verb
 * @param index where it stands
 */
record Topic(
    String key,
    String owner,
    Set<String> modifiers,
    boolean single,
    boolean verb,
    boolean subject,
    int index) {

  /** Copies the modifiers. */
  Topic {
    modifiers = Set.copyOf(modifiers);
  }
}
