package dev.alexstream.model;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Weights;

/** A model in memory: what it says of itself, its network, and the weights that fit the network. */
public record LoadedModel(ModelManifest manifest, Architecture architecture, Weights weights) {}
