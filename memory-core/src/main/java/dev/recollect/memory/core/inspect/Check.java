package dev.recollect.memory.core.inspect;

import java.time.Duration;

/**
 * What one part of a memory answered when it was opened for a look.
 *
 * @param part the part, for example {@code backend main}
 * @param works whether it can be used
 * @param detail what and where it is, or what is wrong and what would be right; no secrets
 * @param took how long the answer took
 */
public record Check(String part, boolean works, String detail, Duration took) {}
