/**
 * Settings that backends and models declare and read; how text becomes settings is core's business.
 */
@NullMarked
package dev.recollect.memory.api.config;

import org.jspecify.annotations.NullMarked;
