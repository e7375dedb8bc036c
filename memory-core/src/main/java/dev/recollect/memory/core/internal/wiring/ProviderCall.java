package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.security.CodeSource;
import java.util.function.Supplier;

/** A call of a provider that may have come in a plugin. */
final class ProviderCall {

  private ProviderCall() {}

  /**
   * Makes the call. Meanwhile the provider's class loader is the thread's: libraries ask that one
   * for what they find by name.
   *
   * @param what is opened, for the message
   * @throws MemoryException CONFIGURATION if a class that the provider needs is not there or does
   *     not fit; what the call throws
   */
  static <T> T of(Object provider, String what, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(provider.getClass().getClassLoader());
    try {
      return call.get();
    } catch (LinkageError e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          what
              + " ("
              + origin(provider.getClass())
              + ") does not run: "
              + e
              + ". Beside its jar there must be all its libraries, and it must be made for this"
              + " version.",
          e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? type.getName() : type.getName() + " in " + source.getLocation();
  }
}
