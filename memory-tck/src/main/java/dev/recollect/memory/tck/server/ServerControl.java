package dev.recollect.memory.tck.server;

/**
 * A server that a test can disturb while a backend uses it. {@link TcpProxy} is one for whatever
 * server speaks TCP; a fixture that started a server of its own may stop its process instead.
 */
public interface ServerControl {

  /**
   * Stops the server from answering and from accepting, without closing a connection: to its
   * clients it hangs.
   */
  void pause();

  /** Lets a paused server go on. */
  void resume();

  /** Ends every connection and lets nobody in: to its clients the server has died. */
  void stop();

  /** Lets clients in again after {@link #stop}; the data is what it was. */
  void start();
}
