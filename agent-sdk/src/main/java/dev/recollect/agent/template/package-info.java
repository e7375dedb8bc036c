/** What new agents are made of: templates, and texts that blocks of core memory can begin with. */
@NullMarked
package dev.recollect.agent.template;

import org.jspecify.annotations.NullMarked;
