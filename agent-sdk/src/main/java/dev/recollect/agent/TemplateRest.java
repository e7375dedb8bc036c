package dev.recollect.agent;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.template.TemplateBlock;
import dev.recollect.memory.api.tier.MemoryBlock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a template says and no setter of the builder does; kept with the agent. Null is left open.
 *
 * @param innerThoughts where the model writes what it thinks
 * @param tools names of the tools it may call
 * @param model id of the model
 */
record TemplateRest(
    @Nullable String innerThoughts, @Nullable List<String> tools, @Nullable String model) {

  static final TemplateRest NONE = new TemplateRest(null, null, null);

  /** Returns this with what a template says. */
  TemplateRest with(AgentTemplate template) {
    return new TemplateRest(
        template
            .innerThoughts()
            .map(where -> where.name().toLowerCase(Locale.ROOT))
            .orElse(innerThoughts),
        template.tools().map(List::copyOf).orElse(tools),
        template.model().orElse(model));
  }

  static InnerThoughts thoughts(AgentRecord record) {
    return Optional.ofNullable(record.innerThoughts())
        .map(where -> InnerThoughts.valueOf(where.toUpperCase(Locale.ROOT)))
        .orElse(InnerThoughts.AUTOMATIC);
  }

  /** Returns a template of what is stored. */
  static AgentTemplate template(String name, AgentRecord record, List<MemoryBlock> blocks) {
    AgentTemplate.Builder template =
        AgentTemplate.builder(name).profile(AgentProfile.of(record.profileOrNative()));
    Optional.ofNullable(record.system()).ifPresent(template::system);
    Optional.ofNullable(record.tools()).ifPresent(template::tools);
    Optional.ofNullable(record.model()).ifPresent(template::model);
    if (record.innerThoughts() != null) {
      template.innerThoughts(thoughts(record));
    }
    blocks.forEach(block -> template.block(TemplateBlock.of(block)));
    return template.build();
  }
}
