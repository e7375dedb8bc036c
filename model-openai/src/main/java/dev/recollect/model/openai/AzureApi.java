package dev.recollect.model.openai;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of Azure's two interfaces is spoken: that with a date as its version, whose paths name a
 * deployment ({@code /openai/deployments/NAME/chat/completions?api-version=DATE}), or that without
 * ({@code /openai/v1/chat/completions}, the deployment in the request).
 *
 * @param baseUrl where the client's paths begin
 * @param dated whether paths name a deployment
 * @param version what {@code api-version} says, or null for nothing
 */
record AzureApi(String baseUrl, boolean dated, @Nullable String version) {

  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");
  private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String UNDATED_PATH = "/openai/v1";

  /**
   * Returns the interface of a resource.
   *
   * @param url endpoint of the resource, also with {@code /openai} or {@code /openai/v1} behind it
   * @param version a date, {@code v1}, {@code preview}, or null for {@code v1}
   * @throws MemoryException CONFIGURATION if they do not go together
   */
  static AzureApi of(String url, @Nullable String version) {
    if (url.contains("?") || url.contains("/deployments")) {
      throw configuration(
          "the endpoint of Azure OpenAI must be that of the resource alone, like"
              + " https://NAME.openai.azure.com, without deployment and query; set model.azure.url"
              + " or AZURE_OPENAI_ENDPOINT so, and the version in model.azure.version or"
              + " OPENAI_API_VERSION");
    }
    boolean undatedUrl = url.endsWith(UNDATED_PATH);
    String resource = without(without(url, "/v1"), "/openai");
    if (version == null || version.equals("v1")) {
      return new AzureApi(resource + UNDATED_PATH, false, null);
    }
    if (version.equals("preview") || version.equals("latest")) {
      return new AzureApi(resource + UNDATED_PATH, false, version);
    }
    return new AzureApi(resource, true, requireDate(version, undatedUrl));
  }

  private static String requireDate(String version, boolean undatedUrl) {
    if (!DATED.matcher(version).matches()) {
      throw configuration(
          "the version of Azure's API is '"
              + version
              + "'; it must be a date such as 2024-10-21 or 2025-04-01-preview, or v1; set"
              + " model.azure.version or OPENAI_API_VERSION");
    }
    if (undatedUrl) {
      throw configuration(
          "the endpoint ends in /openai/v1, which takes no version, and the version is "
              + version
              + "; remove one of the two (AZURE_OPENAI_ENDPOINT and OPENAI_API_VERSION, or"
              + " model.azure.url and model.azure.version)");
    }
    return version;
  }

  private static String without(String url, String end) {
    return url.endsWith(end) ? url.substring(0, url.length() - end.length()) : url;
  }

  /** Says that the endpoint is missing. */
  static MemoryException noEndpoint() {
    return configuration(
        "no endpoint of Azure OpenAI is set; set AZURE_OPENAI_ENDPOINT, or model.azure.url and"
            + " embedding.azure.url, to https://NAME.openai.azure.com");
  }

  /**
   * Checks what will stand in a path.
   *
   * @throws MemoryException CONFIGURATION
   */
  static void requireDeployment(String name) {
    if (!DEPLOYMENT.matcher(name).matches()) {
      throw configuration(
          "'"
              + name
              + "' is no name of a deployment of Azure: letters, digits, '.', '_' and '-', 64 at"
              + " most");
    }
  }

  void apply(OpenAIOkHttpClient.Builder client) {
    client.azureUrlPathMode(dated ? AzureUrlPathMode.LEGACY : AzureUrlPathMode.UNIFIED);
    if (version != null) {
      client.azureServiceVersion(AzureOpenAIServiceVersion.fromString(version));
    }
  }

  private static MemoryException configuration(String message) {
    return new MemoryException(ErrorKind.CONFIGURATION, message);
  }
}
