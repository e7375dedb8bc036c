package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.config.Settings;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a provider is given to open a backend.
 *
 * @param instance name of the instance, letters and digits
 * @param settings the instance's settings, already checked
 * @param clock tells the time
 * @param home the folder below which a backend with files keeps them, unless its settings say
 *     otherwise; may not exist yet
 * @param io runs work with files or native code; closed by whoever made it, after the backend
 */
public record BackendContext(
    String instance, Settings settings, InstantSource clock, Path home, IoExecutor io) {}
