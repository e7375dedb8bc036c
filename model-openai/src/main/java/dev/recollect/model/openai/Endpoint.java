package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A server by host and port: as much of its URL as may be printed, since the rest may hold
 * credentials.
 *
 * @param host its name or address
 * @param port its port
 */
record Endpoint(String host, int port) {

  /**
   * Returns the server of a URL.
   *
   * @param azure whether the URL is one of Azure, for the message
   * @throws MemoryException CONFIGURATION if it is no URL of a server
   */
  static Endpoint of(String url, boolean azure) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        int standard = scheme.equals("https") ? 443 : 80;
        return new Endpoint(uri.getHost(), uri.getPort() == -1 ? standard : uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Answered below: the exception's message would repeat the whole URL.
    }
    throw new MemoryException(
        ErrorKind.CONFIGURATION,
        azure
            ? "the endpoint of Azure OpenAI must look like https://NAME.openai.azure.com; set"
                + " model.azure.url or AZURE_OPENAI_ENDPOINT"
            : "the URL of the model's server must look like https://api.openai.com/v1 or"
                + " http://localhost:11434/v1; set model.openai.url or OPENAI_BASE_URL");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
