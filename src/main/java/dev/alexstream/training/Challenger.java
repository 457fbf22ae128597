package dev.alexstream.training;

import dev.alexstream.model.LoadedModel;

/** What a run made, and whether it may serve. */
public record Challenger(LoadedModel model, Verdict verdict) {}
