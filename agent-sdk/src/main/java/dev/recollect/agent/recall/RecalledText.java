package dev.recollect.agent.recall;

import java.time.Instant;

/**
 * A text of memory that bears on a message.
 *
 * @param text what was said or filed; of an exchange, who said what, line by line
 * @param at when it was said, or when what it says happened
 * @param origin where it comes from: {@code said}, {@code filed}, or the document it stands in
 */
public record RecalledText(String text, Instant at, String origin) {}
