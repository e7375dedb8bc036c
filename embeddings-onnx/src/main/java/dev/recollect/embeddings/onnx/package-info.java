/** Sentence embeddings in this process: bge-small-en-v1.5, quantised, run by ONNX Runtime. */
@NullMarked
package dev.recollect.embeddings.onnx;

import org.jspecify.annotations.NullMarked;
