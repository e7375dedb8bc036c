/** Sentence embeddings in this process: models in the format of ONNX, run by ONNX Runtime. */
@NullMarked
package dev.recollect.embeddings.onnx;

import org.jspecify.annotations.NullMarked;
