package dev.alexstream.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where local response normalisation stands in the first two blocks of {@code alexnet-2012}. */
public enum LrnOrder {
    /** Convolution, normalisation, pooling: the paper's order. */
    @JsonProperty("before-pooling")
    BEFORE_POOLING,
    /** Convolution, pooling, normalisation: the order of several published sets of weights. */
    @JsonProperty("after-pooling")
    AFTER_POOLING
}
