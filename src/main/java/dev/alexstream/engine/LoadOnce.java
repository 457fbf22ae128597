package dev.alexstream.engine;

/**
 * Something that is loaded once for the process. Who comes meanwhile waits; who comes after it failed is told why it did, where a second
 * attempt would only say that a class cannot be initialised.
 */
final class LoadOnce {

    private final Runnable loading;
    private boolean loaded;
    private EngineException failure;

    /** @param loading fails with an {@link EngineException} only */
    LoadOnce(Runnable loading) {
        this.loading = loading;
    }

    /**
     * Returns when it is loaded.
     *
     * @throws EngineException what {@code loading} failed with, whichever thread that was on
     */
    synchronized void ensure() {
        if (failure != null) {
            throw new EngineException(failure.getMessage(), failure);
        }
        if (!loaded) {
            load();
        }
    }

    private void load() {
        try {
            loading.run();
            loaded = true;
        } catch (EngineException e) {
            failure = e;
            throw e;
        }
    }
}
