package dev.alexstream.engine;

/** How the inference thread is doing, as a probe may ask from any thread. */
public interface EngineHealth {

    /** A model is compiled and its thread runs. */
    boolean ready();

    /** Work is queued and has been moving, or there is none. */
    boolean live();
}
