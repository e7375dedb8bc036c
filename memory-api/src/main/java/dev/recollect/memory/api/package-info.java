/**
 * The contract of Recollect, in packages by audience.
 *
 * <ul>
 *   <li>For applications: {@link dev.recollect.memory.api.tier} (core, recall and archival memory),
 *       {@link dev.recollect.memory.api.tool}, {@link dev.recollect.memory.api.conversation},
 *       {@link dev.recollect.memory.api.error}. Only core implements these interfaces, so they may
 *       grow.
 *   <li>For people who connect models: {@link dev.recollect.memory.api.model}.
 *   <li>For people who write backends: {@link dev.recollect.memory.api.spi}, {@link
 *       dev.recollect.memory.api.filter}. Strangers implement these, so they grow only by defaults.
 *   <li>Shared: {@link dev.recollect.memory.api.value}, {@link dev.recollect.memory.api.config}.
 * </ul>
 */
@NullMarked
package dev.recollect.memory.api;

import org.jspecify.annotations.NullMarked;
