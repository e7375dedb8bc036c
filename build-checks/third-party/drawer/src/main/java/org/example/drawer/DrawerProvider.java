package org.example.drawer;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.nio.file.Path;
import java.util.List;

/** Opens drawers: everything in one SQLite file, every search looks at every record. */
// tag::provider[]
public final class DrawerProvider implements BackendProvider {

  @Override
  public String id() {
    return "drawer";
  }

  @Override
  public String description() {
    return "One SQLite file, searched record by record; for small memories. Keeps state.";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.of("file", SettingType.PATH, "The file; in the home folder if not set"));
  }

  @Override
  public Backend open(BackendContext context) {
    Path file =
        context
            .settings()
            .path("file")
            .orElseGet(() -> context.home().resolve(context.instance() + ".drawer"));
    return new DrawerBackend(Drawer.open(file), context.io());
  }
}
// end::provider[]
