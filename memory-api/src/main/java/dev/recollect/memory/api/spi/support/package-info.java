/**
 * What backends share, each part to be used without the others: checks at the head of each call
 * ({@link dev.recollect.memory.api.spi.support.CheckedCollection}); calls cut into batches, and
 * what of them was written ({@link dev.recollect.memory.api.spi.support.CallBatches}); a close that
 * waits for the calls under way ({@link dev.recollect.memory.api.spi.support.CallGate}); sizes of
 * tenants, remembered ({@link dev.recollect.memory.api.spi.support.RememberedSizes}); errors in the
 * same words ({@link dev.recollect.memory.api.spi.support.StoreErrors}).
 */
@NullMarked
package dev.recollect.memory.api.spi.support;

import org.jspecify.annotations.NullMarked;
