package dev.recollect.ingest;

/**
 * How far a load is.
 *
 * @param documents documents dealt with, unchanged and skipped ones included
 * @param total documents found
 * @param passages passages written
 * @param bytes bytes of the files read and written
 * @param totalBytes bytes of the files that are new or have changed
 */
public record LoadProgress(int documents, int total, long passages, long bytes, long totalBytes) {}
