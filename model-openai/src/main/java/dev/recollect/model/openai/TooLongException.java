package dev.recollect.model.openai;

import java.io.IOException;

/** An answer that is longer than anybody wants to keep. */
final class TooLongException extends IOException {

  private static final long serialVersionUID = 1L;
}
