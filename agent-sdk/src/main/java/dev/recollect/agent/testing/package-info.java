/**
 * For tests of applications: a chat model that plays a script, and assertions on turns. Needs no
 * test library.
 */
@NullMarked
package dev.recollect.agent.testing;

import org.jspecify.annotations.NullMarked;
