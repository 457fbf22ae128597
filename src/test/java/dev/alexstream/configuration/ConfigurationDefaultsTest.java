package dev.alexstream.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names and defaults are a promise to those who configured the program: they change here, on purpose, or not at all. */
class ConfigurationDefaultsTest {

    private static final String PROMISED = """
            alexstream.assignment=cooperative
            alexstream.batch.max-queue-delay=5ms
            alexstream.batch.max-size=64
            alexstream.commit.interval=50ms
            alexstream.commit.max-records=500
            alexstream.data-dir=${user.home}/.alexstream
            alexstream.delivery=exactly-once
            alexstream.drift.feature-threshold=0.25
            alexstream.drift.threshold=0.25
            alexstream.drift.window=1000
            alexstream.embedded-broker=auto
            alexstream.engine=auto
            alexstream.engine.precision=auto
            alexstream.fetch.attempts=3
            alexstream.fetch.connect-timeout=2s
            alexstream.fetch.file.root=
            alexstream.fetch.http.allowed-hosts=
            alexstream.fetch.http.allowed-networks=
            alexstream.fetch.http.allowed-ports=80,443
            alexstream.fetch.max-bytes=20M
            alexstream.fetch.per-host=16
            alexstream.fetch.s3.allowed-buckets=
            alexstream.fetch.timeout=10s
            alexstream.group-id=alexstream
            alexstream.image.max-pixels=50000000
            alexstream.image.max-side=20000
            alexstream.in-flight.max-bytes=256M
            alexstream.in-flight.max-records=2000
            alexstream.instance-id=
            alexstream.learning.gate.confidence=0.95
            alexstream.learning.gate.margin=0.01
            alexstream.learning.gate.max-class-fall=0.2
            alexstream.learning.gate.min-holdout=30
            alexstream.learning.gate.min-new-accuracy=0.5
            alexstream.learning.gate.tolerance=0.02
            alexstream.learning.holdout=0.2
            alexstream.learning.interval=
            alexstream.learning.max-class-share=0.5
            alexstream.learning.max-examples=10000
            alexstream.learning.max-examples-per-source=5000
            alexstream.learning.min-class-examples=5
            alexstream.learning.min-new-labels=50
            alexstream.learning.quiet-period=3s
            alexstream.learning.rollback.bound=0.05
            alexstream.learning.rollback.confidence=0.95
            alexstream.learning.rollback.min-labels=20
            alexstream.learning.rollout.min-labels=50
            alexstream.learning.rollout.mode=direct
            alexstream.learning.rollout.share=0.1
            alexstream.learning.seed=1
            alexstream.learning.unfreeze=
            alexstream.live-accuracy=true
            alexstream.model=
            alexstream.models.store=${alexstream.data-dir}/models
            alexstream.roles=worker,trainer
            alexstream.s3.endpoint=
            alexstream.s3.path-style=false
            alexstream.s3.region=
            alexstream.shutdown.timeout=20s
            alexstream.topics.classifications=images.classifications
            alexstream.topics.create=true
            alexstream.topics.dead-letters=images.dead-letters
            alexstream.topics.labels=images.labels
            alexstream.topics.max-message-bytes=8M
            alexstream.topics.model-events=models.events
            alexstream.topics.partitions=12
            alexstream.topics.replication=
            alexstream.topics.requests=images.requests
            alexstream.topics.shadow=images.shadow
            kafka.*=
            """;

    @Test
    void shouldKeepNamesAndDefaults() {
        assertThat(ConfigurationKeys.all().stream()
                        .map(key -> key.name() + "=" + key.defaultValue())
                        .collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(PROMISED);
    }
}
