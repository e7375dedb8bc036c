/**
 * The tiers of memory as applications see them: {@link CoreMemory} in every prompt, {@link
 * RecallMemory} of what was said, {@link ArchivalMemory} of everything else.
 *
 * <p>Implemented by core only. All interfaces are thread-safe. Tiers after Packer et al., "MemGPT:
 * Towards LLMs as Operating Systems", arXiv 2310.08560.
 */
@NullMarked
package dev.recollect.memory.api.tier;

import org.jspecify.annotations.NullMarked;
