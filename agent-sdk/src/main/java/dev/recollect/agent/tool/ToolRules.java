package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.core.internal.NearestName;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application says about the tools of one agent: which are allowed, how each is run, and
 * who approves. Immutable.
 */
public final class ToolRules {

  /** Without these no turn of a model that needs them would end. */
  private static final Set<String> OF_THE_LOOP = Set.of("send_message", "pause_heartbeats");

  private final String agent;
  private final ToolPolicy standard;
  private final Map<String, ToolPolicy> policies;
  private final @Nullable ToolApproval approval;
  private final @Nullable Set<String> allowed;
  private final Listener listener;

  private ToolRules(Builder builder, String agent) {
    this.agent = agent;
    this.standard = builder.standard;
    this.policies = Map.copyOf(builder.policies);
    this.approval = builder.approval;
    this.allowed = builder.allowed == null ? null : Set.copyOf(builder.allowed);
    this.listener = builder.listener;
  }

  /** Returns rules that say nothing. */
  public static ToolRules none() {
    return builder().build("");
  }

  /** Returns a builder of rules that say nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a box of the tools that are allowed.
   *
   * @throws MemoryException INVALID for rules about tools that are not there, with the nearest
   *     name, and for a tool that needs approval where nobody approves
   */
  public ToolBox box(Collection<Tool> memoryTools, Collection<Tool> others, ZoneId zone) {
    Set<String> ours = names(others);
    Set<String> all = names(memoryTools);
    all.addAll(ours);
    policies.keySet().forEach(name -> requireKnown("a tool policy", ours, name));
    if (allowed != null) {
      allowed.forEach(name -> requireKnown("the list of allowed tools", all, name));
    }
    List<Tool> kept = others.stream().filter(this::isAllowed).toList();
    kept.forEach(tool -> requireApproval(tool.spec().name()));
    List<Tool> memory =
        memoryTools.stream()
            .filter(tool -> isAllowed(tool) || OF_THE_LOOP.contains(tool.spec().name()))
            .toList();
    return new ToolBox(memory, kept, zone, this);
  }

  private static Set<String> names(Collection<Tool> tools) {
    Set<String> names = new LinkedHashSet<>();
    tools.forEach(tool -> names.add(tool.spec().name()));
    return names;
  }

  private boolean isAllowed(Tool tool) {
    return allowed == null || allowed.contains(tool.spec().name());
  }

  private static void requireKnown(String what, Set<String> names, String name) {
    if (!names.contains(name)) {
      throw MemoryException.invalid(
          what
              + " names the tool '"
              + name
              + "', which is none that the agent has."
              + NearestName.hint(names, name)
              + (names.isEmpty() ? "" : " It has: " + String.join(", ", names)));
    }
  }

  private void requireApproval(String tool) {
    if (approval == null && policy(tool).approval()) {
      throw MemoryException.invalid(
          "tool '"
              + tool
              + "' needs approval and nobody can give it; set"
              + " AgentBuilder.approval");
    }
  }

  ToolPolicy policy(String tool) {
    return policies.getOrDefault(tool, standard);
  }

  @Nullable ToolApproval approval() {
    return approval;
  }

  /** Returns who carries over to the threads of tools what is current where they are called. */
  Listener listener() {
    return listener;
  }

  String agent() {
    return agent;
  }

  /** Collects rules. Not thread-safe. */
  public static final class Builder {
    private final Map<String, ToolPolicy> policies = new LinkedHashMap<>();
    private ToolPolicy standard = ToolPolicy.standard();
    private @Nullable ToolApproval approval;
    private @Nullable Set<String> allowed;
    private Listener listener = Listener.none();

    private Builder() {}

    /** Sets the policy of all tools that have none of their own. */
    public Builder policy(ToolPolicy policy) {
      this.standard = policy;
      return this;
    }

    /** Sets the policy of a tool. */
    public Builder policy(String tool, ToolPolicy policy) {
      policies.put(tool, policy);
      return this;
    }

    /** Sets who carries over to the threads of tools what is current where they are called. */
    public Builder listener(Listener value) {
      this.listener = value;
      return this;
    }

    /** Sets who approves. */
    public Builder approval(ToolApproval value) {
      this.approval = value;
      return this;
    }

    /** Allows tools of these names, and no others unless they are allowed too. */
    public Builder allow(Collection<String> names) {
      this.allowed = allowed == null ? new LinkedHashSet<>() : allowed;
      allowed.addAll(names);
      return this;
    }

    /** Returns the rules for an agent of a name. */
    public ToolRules build(String agent) {
      return new ToolRules(this, agent);
    }
  }
}
