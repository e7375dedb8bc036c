package dev.recollect.examples.forget;

import dev.recollect.memory.core.Recollect;

/** A store of its own for one test, of which all files can be looked through. */
interface StoreUnderTest extends AutoCloseable {

  /** Sets what leads to the store. */
  Recollect.Builder configure(Recollect.Builder builder);

  /** Returns how many files of the store contain a text in UTF-8. */
  int filesWith(String text);

  @Override
  void close();
}
