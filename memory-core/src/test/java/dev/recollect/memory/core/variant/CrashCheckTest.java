package dev.recollect.memory.core.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.tck.contract.CrashCheck;
import dev.recollect.memory.tck.contract.ProviderSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The crash check passes a store that keeps what it acknowledged, and no other. */
@Timeout(300)
class CrashCheckTest {

  /** So many that one comes after the first write, from which on the stores are wrong. */
  private static final int KILLS = 3;

  @TempDir private Path home;

  private CrashCheck check(Class<? extends BackendProvider> provider) {
    return CrashCheck.of(new ProviderSetup(provider, Map.of(), home));
  }

  private void assertCaught(Class<? extends BackendProvider> provider, String reason) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check(provider).killWriters(KILLS))
        .withMessageContaining(reason);
    delete(home.resolve(SavingProvider.JOURNAL));
  }

  @Test
  void killWriters_storeThatSavesAtOnce_passesAndGoesOn() {
    CrashCheck check = check(SavingProvider.AtOnce.class);
    assertThat(check.killWriters(1)).isPositive();
    assertThat(check.killWriters(2)).isGreaterThan(1);
  }

  @Test
  void killWriters_acknowledgedWritesAreLost_isCaught() {
    assertCaught(SavingProvider.AtClose.class, "possible versions of record 0 of");
  }

  @Test
  void killWriters_batchIsHalved_isCaughtUnlessItMayBe() {
    assertCaught(SavingProvider.RecordsByHalves.class, "versions of the records of batch");
  }

  @Test
  void killWriters_batchIsHalvedAndMayBe_passes() {
    int acknowledged =
        check(SavingProvider.RecordsByHalves.class).partialBatches().killWriters(KILLS);
    assertThat(acknowledged).isPositive();
  }

  @Test
  void killWriters_commitIsHalved_isCaught() {
    assertCaught(SavingProvider.StateByHalves.class, "keys that were committed together");
  }

  @Test
  void killWriters_commitsAreLost_isCaught() {
    assertCaught(SavingProvider.WithoutState.class, "possible versions of the state");
  }

  @Test
  void killWriters_revisionIsMixedWithTheOneBefore_isCaught() {
    assertCaught(SavingProvider.OldVectors.class, "text of ");
  }

  @Test
  void killWriters_readsDisagree_isCaught() {
    assertCaught(SavingProvider.HalfSearched.class, "what a search finds of");
    assertCaught(SavingProvider.HalfCounted.class, "count of batches");
    assertCaught(SavingProvider.HalfFetched.class, "what a fetch finds of");
  }

  @Test
  void killWriters_storeThatCannotBeOpened_isCaught() throws IOException {
    Files.writeString(home.resolve(SavingProvider.JOURNAL), "upsert\tno record\n");
    assertCaught(SavingProvider.AtOnce.class, "the other process has not answered 'done'");
  }

  @Test
  void killServer_writesThatFailWhileItIsDown_passes() {
    Path down = home.resolve(SavingProvider.DOWN);
    int acknowledged =
        check(SavingProvider.AtOnce.class)
            .killServer(2, () -> write(down, List.of()), () -> delete(down));
    assertThat(acknowledged).isGreaterThan(3);
  }

  @Test
  void killServer_forgetsWhatItHad_isCaught() {
    Path journal = home.resolve(SavingProvider.JOURNAL);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() ->
            check(SavingProvider.AtOnce.class)
                .killServer(1, () -> write(journal, List.of()), () -> {}))
        .withMessageContaining("possible versions of record 0 of");
  }

  @Test
  void killServer_hasRecordsThatNobodyWrote_isCaught() {
    Path journal = home.resolve(SavingProvider.JOURNAL);
    List<String> stranger = List.of("upsert\tstranger\tstranger\t0\t\ttext of stranger");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() ->
            check(SavingProvider.AtOnce.class)
                .killServer(1, () -> SavingProvider.append(journal, stranger), () -> {}))
        .withMessageContaining("records that nobody wrote");
  }

  private static void write(Path file, List<String> lines) {
    try {
      Path made = Files.write(file.resolveSibling("made"), lines);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
