package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.IOUtils;

/**
 * The index of one collection: follows the changes, shows each search what was acknowledged before
 * it began, and is made anew when it is found damaged. Thread-safe; called on threads that nobody
 * interrupts.
 */
final class CollectionIndex {

  /** So many documents are at most to be indexed again after a crash. */
  private static final int COMMIT_AFTER = 2_000;

  /** How many documents the background indexes before it lets searches in. */
  private static final int BACKGROUND_STEP = 200;

  /** What closing still indexes; more is left for the next start. */
  private static final int CLOSING_STEP = 1_000;

  private final IndexFiles files;
  private final ChangeFeed feed;
  private final Database database;
  private final ReentrantLock indexing = new ReentrantLock(true);
  private volatile Live live;
  private volatile long visible = -1;
  private long position;
  private final AtomicInteger uncommitted = new AtomicInteger();
  private final BackgroundWork.Job working = this::work;
  private boolean deletedSinceCommit;

  CollectionIndex(IndexFiles files, ChangeFeed feed, Database database) {
    this.files = files;
    this.feed = feed;
    this.database = database;
    try {
      this.live = open();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** What is open of the index at the moment; compared by identity. */
  private static final class Live {
    private final IndexFiles.Opened opened;
    private final SearcherManager searchers;

    Live(IndexFiles.Opened opened) throws IOException {
      this.opened = opened;
      this.searchers = new SearcherManager(opened.writer(), new SearcherFactory());
    }

    IndexWriter writer() {
      return opened.writer();
    }

    void close() throws IOException {
      IOUtils.close(searchers, opened.writer(), opened.directory());
    }

    void discard() {
      IOUtils.closeWhileHandlingException(
          searchers, () -> opened.writer().rollback(), opened.directory());
    }
  }

  /** What is done with the index as of one moment. */
  interface Search<T> {
    T run(IndexSearcher searcher) throws IOException;
  }

  private Live open() throws IOException {
    IndexFiles.Opened opened =
        files.open(feed.oldestPosition(), database.nextChange(), feed.acknowledged() > 0);
    position = opened.position();
    uncommitted.set(0);
    visible = -1;
    return new Live(opened);
  }

  /** Runs a search that sees everything acknowledged by now. */
  <T> T search(Search<T> search) {
    Live used = live;
    try {
      return attempt(used, search);
    } catch (MemoryException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return retry(used, search, e);
    }
  }

  private <T> T attempt(Live used, Search<T> search) throws IOException {
    catchUp(used, feed.acknowledged());
    IndexSearcher searcher = used.searchers.acquire();
    try {
      return search.run(searcher);
    } finally {
      used.searchers.release(searcher);
    }
  }

  /** A fault closes a writer for good, so that the index has to be opened again in any case. */
  private <T> T retry(Live failed, Search<T> search, Exception fault) {
    try {
      reopen(failed);
      return attempt(live, search);
    } catch (IOException e) {
      e.addSuppressed(fault);
      throw unavailable(e);
    }
  }

  private void reopen(Live failed) throws IOException {
    indexing.lock();
    try {
      if (live == failed) {
        failed.discard();
        live = open();
      }
    } finally {
      indexing.unlock();
    }
  }

  private void catchUp(Live used, long needed) throws IOException {
    if (needed <= visible) {
      return;
    }
    indexing.lock();
    try {
      if (needed > visible) {
        long reached = advance(used, Integer.MAX_VALUE).position();
        used.searchers.maybeRefreshBlocking();
        visible = reached;
      }
    } finally {
      indexing.unlock();
    }
  }

  private ChangeFeed.Progress advance(Live used, int limit) throws IOException {
    try {
      ChangeFeed.Progress progress = feed.apply(used.writer(), position, limit);
      position = progress.position();
      uncommitted.addAndGet(progress.written() + progress.deleted());
      deletedSinceCommit |= progress.deleted() > 0;
      return progress;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns whether so much is not indexed or not committed that {@link #working} should run. */
  boolean needsWork(int unindexed) {
    return unindexed >= BACKGROUND_STEP || uncommitted.get() >= COMMIT_AFTER;
  }

  /** Returns {@link #work} as a job, the same one each time. */
  BackgroundWork.Job working() {
    return working;
  }

  /**
   * Indexes a little ahead of the next search, and commits when enough has gathered.
   *
   * @return whether there is more to do
   */
  private boolean work() {
    indexing.lock();
    try {
      ChangeFeed.Progress progress = advance(live, BACKGROUND_STEP);
      if (uncommitted.get() >= COMMIT_AFTER) {
        commit();
      }
      return !progress.complete();
    } catch (IOException e) {
      throw unavailable(e);
    } finally {
      indexing.unlock();
    }
  }

  private void commit() throws IOException {
    files.commit(live.writer(), position);
    uncommitted.set(0);
    if (deletedSinceCommit) {
      feed.forgetDeletions(position);
      deletedSinceCommit = false;
    }
  }

  /** Rewrites all files that hold anything deleted, so that nothing of it is left. */
  void compact() {
    indexing.lock();
    try {
      Live used = live;
      long reached = advance(used, Integer.MAX_VALUE).position();
      used.writer().forceMergeDeletes(true);
      commit();
      used.searchers.maybeRefreshBlocking();
      visible = reached;
      used.writer().deleteUnusedFiles();
    } catch (IOException e) {
      throw unavailable(e);
    } finally {
      indexing.unlock();
    }
  }

  /** Makes durable what is indexed and frees the files; later calls fail. */
  void close() {
    indexing.lock();
    try {
      advance(live, CLOSING_STEP);
      commit();
      live.close();
    } catch (IOException | RuntimeException e) {
      // Nothing is lost: the next start indexes again what is missing.
      System.getLogger(CollectionIndex.class.getName())
          .log(System.Logger.Level.INFO, "the index was not closed cleanly", e);
      live.discard();
    } finally {
      indexing.unlock();
    }
  }

  /** Frees the files as they are, for them to be deleted; later calls fail. */
  void discard() {
    indexing.lock();
    try {
      live.discard();
    } finally {
      indexing.unlock();
    }
  }

  private static MemoryException unavailable(IOException cause) {
    return new MemoryException(
        ErrorKind.UNAVAILABLE,
        "the index cannot be read or written; free disk space and check the folder. No record is"
            + " lost: "
            + cause,
        cause);
  }
}
