package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of all settings says what the code declares. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void page_isAsGenerated() throws IOException {
    if (Boolean.getBoolean("recollect.test.write")) {
      Files.writeString(PAGE, ConfigurationPage.text());
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/configuration.md is stale; renew it with: mvn test -pl build-checks -am"
                + " -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Drecollect.test.write=true")
        .isEqualTo(ConfigurationPage.text());
  }
}
