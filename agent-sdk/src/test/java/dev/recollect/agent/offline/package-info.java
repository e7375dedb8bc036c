/** Tests of the offline model. */
@NullMarked
package dev.recollect.agent.offline;

import org.jspecify.annotations.NullMarked;
