package dev.alexstream.engine;

import java.time.Duration;

/** What the engine tells about itself. */
public interface EngineMetrics {

    EngineMetrics NONE = new EngineMetrics() {
        @Override
        public void compiled(Classifier.EngineInfo info) {}

        @Override
        public void ran(Duration duration) {}
    };

    void compiled(Classifier.EngineInfo info);

    /** One batch went through the network. */
    void ran(Duration duration);
}
