package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Brings completed outcomes and their offsets to the cluster, a step at each turn of the loop. */
interface Publisher {

    /** Bounded by a few seconds; never throws for what the cluster answers. */
    void step();

    /** Called when partitions are taken away: commits what completes within the bound, gives up at the first fault. */
    void settle(Set<TopicPartition> leaving, Duration bound);

    void close(Duration bound);
}
