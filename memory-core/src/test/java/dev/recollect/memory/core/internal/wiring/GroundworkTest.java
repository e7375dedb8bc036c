package dev.recollect.memory.core.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.core.config.ConfigInputs;
import dev.recollect.memory.core.fake.ProviderJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home folder with a plugin, named by different people. */
class GroundworkTest {

  @TempDir Path working;
  @TempDir Path home;

  @BeforeEach
  void buildPlugin() throws IOException {
    Path plugins = Files.createDirectory(home.resolve("plugins"));
    new ProviderJar(plugins.resolve("chroma.jar"))
        .backend("Chroma", "public String id() { return \"chroma\"; }")
        .build();
  }

  private Groundwork lay(Map<String, String> environment) {
    ConfigInputs inputs =
        new ConfigInputs(
            Map.of(),
            Map.of(),
            environment,
            new ConfigInputs.Folders(working, working, null, null));
    return Groundwork.lay(
        new OpenRequest(
            inputs,
            getClass().getClassLoader(),
            true,
            List.of(),
            null,
            UnaryOperator.identity(),
            InstantSource.system(),
            List.of()));
  }

  @Test
  void plugins_ofAHomeThatTheEnvironmentNames_areLoaded() throws IOException {
    Groundwork groundwork = lay(Map.of("RECOLLECT_HOME", home.toString()));
    try (var plugins = groundwork.plugins()) {
      assertThat(plugins.broken()).isEmpty();
      assertThat(groundwork.providers().backends().ids()).contains("chroma");
    }
  }

  @Test
  void plugins_ofAHomeThatTheEnvFileNames_areNotLoaded() throws IOException {
    Files.writeString(working.resolve(".env"), "RECOLLECT_HOME=" + home + "\n");

    Groundwork groundwork = lay(Map.of());

    assertThat(groundwork.home().path()).isEqualTo(home);
    assertThat(groundwork.plugins().plugins()).isEmpty();
    assertThat(groundwork.providers().backends().unknown("chroma", List.of()))
        .contains("Could not be loaded: " + home.resolve("plugins") + " is passed over")
        .contains(".env:1, variable RECOLLECT_HOME");
  }
}
