package dev.recollect.agent.turn;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.Usage;
import java.math.BigDecimal;

/**
 * What tokens of a model cost, in any currency.
 *
 * @param input price of a million tokens of requests, from 0
 * @param output price of a million tokens of answers, from 0
 */
public record TokenPrice(BigDecimal input, BigDecimal output) {

  private static final int MILLION_DIGITS = 6;

  /**
   * Checks the prices.
   *
   * @throws MemoryException INVALID below 0
   */
  public TokenPrice {
    if (input.signum() < 0 || output.signum() < 0) {
      throw MemoryException.invalid(
          "prices of tokens are " + input + " and " + output + "; they must be at least 0");
    }
  }

  /** Returns prices of a million tokens, as decimal texts such as {@code 0.25}. */
  public static TokenPrice of(String input, String output) {
    return new TokenPrice(new BigDecimal(input), new BigDecimal(output));
  }

  /** Returns what tokens cost, exactly. */
  public BigDecimal cost(Usage usage) {
    return input
        .multiply(BigDecimal.valueOf(usage.inputTokens()))
        .add(output.multiply(BigDecimal.valueOf(usage.outputTokens())))
        .movePointLeft(MILLION_DIGITS);
  }
}
