package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code k8s/autoscaled} follows the lag of the workers as they are configured. */
class AutoscalerFilesTest {

    private static final JsonNode DEPLOYMENT = Yaml.read("k8s/base/deployment.yaml");
    private static final JsonNode SCALED =
            Yaml.read("k8s/autoscaled/scaled-object.yaml").get("spec");
    private static final JsonNode TRIGGER = SCALED.at("/triggers/0/metadata");
    private static final Map<String, String> SETTINGS = EnvironmentFile.read("k8s/base/alexstream.env");

    @Test
    void shouldScaleOnTheLagOfTheWorkersGroup() {
        assertThat(SCALED.at("/scaleTargetRef/name").asText())
                .isEqualTo(DEPLOYMENT.at("/metadata/name").asText());
        assertThat(triggered("consumerGroup")).isEqualTo(ProgramFacts.defaultOf("alexstream.group-id"));
        assertThat(triggered("topic")).isEqualTo(ProgramFacts.defaultOf("alexstream.topics.requests"));
        assertThat(triggered("bootstrapServers")).matches(".+:\\d+");
    }

    /** Whoever changes the address of the brokers, the group or the topic does so in one place. */
    @Test
    void shouldTakeWhatItMeasuresFromTheEnvironmentOfTheWorker() {
        JsonNode base = Yaml.read("k8s/base/kustomization.yaml");
        JsonNode worker = DEPLOYMENT.at("/spec/template/spec/containers/0");

        assertThat(Yaml.textMap(TRIGGER))
                .containsEntry("bootstrapServersFromEnv", "KAFKA_BOOTSTRAP_SERVERS")
                .containsEntry("consumerGroupFromEnv", "ALEXSTREAM_GROUP_ID")
                .containsEntry("topicFromEnv", "ALEXSTREAM_TOPICS_REQUESTS")
                .doesNotContainKeys("bootstrapServers", "consumerGroup", "topic");
        assertThat(SCALED.at("/scaleTargetRef/envSourceContainerName").asText())
                .isEqualTo(worker.get("name").asText());
        assertThat(worker.at("/envFrom/0/configMapRef/name").asText())
                .isEqualTo(base.at("/configMapGenerator/0/name").asText());
        assertThat(Yaml.texts(base.at("/configMapGenerator/0/envs"))).containsExactly("alexstream.env");
    }

    /** Commit markers leave a lag of one on every partition: never a reason to scale, and never a reason to sleep. */
    @Test
    void shouldNotBeMovedByTheLagOfCommitMarkers() {
        int partitions = Integer.parseInt(ProgramFacts.defaultOf("alexstream.topics.partitions"));

        assertThat(TRIGGER.get("lagThreshold").asInt()).isGreaterThan(partitions);
        assertThat(SCALED.get("minReplicaCount").asInt()).isPositive();
        assertThat(SCALED.get("maxReplicaCount").asInt()).isLessThanOrEqualTo(partitions);
    }

    /** What the autoscaler finds in the worker's environment. */
    private static String triggered(String parameter) {
        return SETTINGS.get(TRIGGER.get(parameter + "FromEnv").asText());
    }
}
