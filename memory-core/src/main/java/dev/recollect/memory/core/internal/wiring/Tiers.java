package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.tier.OwnerHandle;
import dev.recollect.memory.core.tier.RecallTier;
import dev.recollect.memory.core.tier.SequenceReservation;
import java.time.InstantSource;

/** Makes the tiers of any tenant's owners over what was opened. */
public interface Tiers {
  StateStore state();

  InstantSource clock();

  TimeOrderedIds ids();

  int blockLimit();

  RecallTier recall(String tenant, OwnerHandle owner, SequenceReservation sequences);

  ArchivalMemory archival(String tenant, OwnerHandle owner);

  void deleteRecords(String tenant, Owner owner);
}
