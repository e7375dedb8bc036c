package dev.recollect.cli;

/**
 * What the command line runs on.
 *
 * @param java version and maker of the Java runtime
 * @param javaHome where that lies
 * @param system name, version and architecture of the operating system
 * @param processors how many processors there are
 * @param heapBytes how large the heap may grow
 */
record Machine(String java, String javaHome, String system, int processors, long heapBytes) {

  static Machine current() {
    return new Machine(
        Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("java.home"),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory());
  }
}
