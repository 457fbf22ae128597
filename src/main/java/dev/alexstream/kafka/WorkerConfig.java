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

    /** How partitions are shared out among the workers: only those that move pause, or all of them, or the broker decides. */
    @WithDefault("cooperative")
    Assignment assignment();

    /** {@code at-least-once} answers sooner; after a fault some results may come twice. */
    @WithDefault("exactly-once")
    Delivery delivery();

    InFlight inFlight();

    Commit commit();

    Shutdown shutdown();

    /** Bounds of what was read and is not committed. Exceeded by at most one poll; polling goes on below half. */
    interface InFlight {

        /** Most records read and not committed; fewer where enough images wait for decoder and engine. */
        @WithDefault("2000")
        int maxRecords();

        /** Bytes of records read and not committed. */
        @WithDefault("256M")
        MemorySize maxBytes();
    }

    /** When completed requests are committed: after the interval, or when so many are complete; sooner while commits are quick. */
    interface Commit {

        /** Completed requests are committed at the latest after this time, sooner while commits are quicker than it. */
        @WithDefault("50ms")
        Duration interval();

        /** Most records of one transaction. */
        @WithDefault("500")
        int maxRecords();
    }

    /** What is in flight may take so long to finish when the worker stops. */
    interface Shutdown {

        /** What is in flight may take so long to finish when the worker stops. */
        @WithDefault("20s")
        Duration timeout();
    }
}
