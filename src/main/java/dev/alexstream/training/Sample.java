package dev.alexstream.training;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * What the trained layers are shown of an image, and which class it is.
 *
 * @param digest of the encoded image
 * @param label index among the classes that are learned
 * @param features as {@link CompactFeatures} has them; the first view is that of serving
 */
record Sample(String digest, int label, Supplier<ByteBuffer> features) {}
