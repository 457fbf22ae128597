package dev.alexstream.kafka;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a worker takes part in its group, and how much it holds at once. */
@ConfigMapping(prefix = "alexstream")
public interface WorkerConfig {

    /** Consumer group of the workers. */
    @WithDefault("alexstream")
    String groupId();

    /**
     * Names this worker in its transactional id: the host name and a random part unless set. Set it only where the platform runs one
     * process per id (a StatefulSet); a restart then ends the transaction of its predecessor at once.
     */
    Optional<String> instanceId();

    @WithDefault("cooperative")
    Assignment assignment();

    @WithDefault("exactly-once")
    Delivery delivery();

    InFlight inFlight();

    Commit commit();

    Shutdown shutdown();

    /** Bounds of what was read and is not committed. Exceeded by at most one poll; polling goes on below half. */
    interface InFlight {

        @WithDefault("2000")
        int maxRecords();

        @WithDefault("256M")
        MemorySize maxBytes();
    }

    /** When completed requests are committed: after the interval, or when so many are complete. */
    interface Commit {

        @WithDefault("50ms")
        Duration interval();

        /** Most records of one transaction. */
        @WithDefault("500")
        int maxRecords();
    }

    /** What is in flight may take so long to finish when the worker stops. */
    interface Shutdown {

        @WithDefault("20s")
        Duration timeout();
    }
}
