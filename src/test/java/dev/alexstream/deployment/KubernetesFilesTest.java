package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code k8s/} agrees with the program, and asks for no right that the program does not need. */
class KubernetesFilesTest {

    private static final JsonNode POD = Yaml.read("k8s/base/deployment.yaml").at("/spec/template/spec");
    private static final JsonNode WORKER = POD.at("/containers/0");
    private static final JsonNode SCALED =
            Yaml.read("k8s/autoscaled/scaled-object.yaml").get("spec");
    private static final JsonNode TRIGGER = SCALED.at("/triggers/0/metadata");

    @ParameterizedTest
    @ValueSource(strings = {"k8s/base", "k8s/autoscaled"})
    void shouldNameEveryFileInItsKustomization(String folder) throws IOException {
        try (var files = Files.list(Path.of(folder))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(
                            Yaml.texts(Yaml.read(folder + "/kustomization.yaml").get("resources")).stream()
                                    .filter(resource -> resource.endsWith(".yaml"))
                                    .toList());
        }
    }

    @Test
    void shouldProbeWhereTheProgramAnswers() {
        assertThat(WORKER.at("/ports/0/containerPort").asText()).isEqualTo(ProgramFacts.httpPort());
        assertThat(WORKER.at("/readinessProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.readyPath());
        assertThat(WORKER.at("/livenessProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.livePath());
        assertThat(WORKER.at("/startupProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.livePath());
        assertThat(List.of("readiness", "liveness", "startup")).allSatisfy(probe -> assertThat(
                        WORKER.at("/" + probe + "Probe/httpGet/port").asText())
                .isEqualTo(WORKER.at("/ports/0/name").asText()));
    }

    @Test
    void shouldOfferTheMetricsForScraping() {
        Map<String, String> annotations =
                Yaml.textMap(Yaml.read("k8s/base/deployment.yaml").at("/spec/template/metadata/annotations"));

        assertThat(annotations)
                .containsEntry("prometheus.io/path", ProgramFacts.metricsPath())
                .containsEntry("prometheus.io/port", ProgramFacts.httpPort());
        assertThat(Yaml.read("k8s/base/service.yaml")
                        .at("/spec/ports/0/targetPort")
                        .asText())
                .isEqualTo(WORKER.at("/ports/0/name").asText());
    }

    @Test
    void shouldPassTheRestrictedPodSecurityStandard() {
        JsonNode pod = POD.get("securityContext");
        JsonNode container = WORKER.get("securityContext");

        assertThat(pod.get("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(Yaml.texts(container.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(POD.get("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.get("runAsUser").asText()).isEqualTo(ContainerFiles.user());
    }

    @Test
    void shouldLetTheWorkerWriteWhereItsImageExpectsIt() {
        List<String> mounts = WORKER.get("volumeMounts").findValuesAsText("mountPath");

        assertThat(mounts).contains(ContainerFiles.cacheFolder(), ContainerFiles.dataFolder(), "/tmp");
        assertThat(POD.get("volumes")).allMatch(volume -> volume.has("emptyDir"));
    }

    /** A Service of the name kafka or alexstream would otherwise put KAFKA_PORT or ALEXSTREAM_PORT into the environment. */
    @Test
    void shouldKeepServiceLinksOutOfTheProgramsPrefixes() {
        assertThat(POD.get("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @Test
    void shouldConfigureOnlyKeysThatTheProgramKnows() {
        assertThat(settings()).containsKey("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(settings().keySet())
                .filteredOn(name -> !ProgramFacts.environmentVariables().contains(name))
                .as("variables that the program does not read")
                .isEmpty();
    }

    @Test
    void shouldGiveTheWorkerTimeToDrain() {
        Duration shutdown = Duration.parse("PT" + settings().get("ALEXSTREAM_SHUTDOWN_TIMEOUT"));

        assertThat(Duration.ofSeconds(POD.get("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(shutdown.plusSeconds(10));
        assertThat(shutdown).isEqualTo(ProgramFacts.shutdownTimeout());
    }

    @Test
    void shouldDeployTheReleasedImage() {
        JsonNode image = Yaml.read("k8s/base/kustomization.yaml").at("/images/0");

        assertThat(image.get("name").asText()).isEqualTo(WORKER.get("image").asText());
        assertThat(image.get("newTag").asText()).isEqualTo(ProgramFacts.version());
    }

    @Test
    void shouldScaleOnTheLagOfTheWorkersGroup() {
        assertThat(SCALED.at("/scaleTargetRef/name").asText())
                .isEqualTo(Yaml.read("k8s/base/deployment.yaml")
                        .at("/metadata/name")
                        .asText());
        assertThat(TRIGGER.get("bootstrapServers").asText())
                .isEqualTo(settings().get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(TRIGGER.get("consumerGroup").asText())
                .isEqualTo(settings().get("ALEXSTREAM_GROUP_ID"))
                .isEqualTo(ProgramFacts.defaultOf("alexstream.group-id"));
        assertThat(TRIGGER.get("topic").asText())
                .isEqualTo(settings().get("ALEXSTREAM_TOPICS_REQUESTS"))
                .isEqualTo(ProgramFacts.defaultOf("alexstream.topics.requests"));
    }

    /** Commit markers leave a lag of one on every partition: never a reason to scale, and never a reason to sleep. */
    @Test
    void shouldNotBeMovedByTheLagOfCommitMarkers() {
        int partitions = Integer.parseInt(ProgramFacts.defaultOf("alexstream.topics.partitions"));

        assertThat(TRIGGER.get("lagThreshold").asInt()).isGreaterThan(partitions);
        assertThat(SCALED.get("minReplicaCount").asInt()).isPositive();
        assertThat(SCALED.get("maxReplicaCount").asInt()).isLessThanOrEqualTo(partitions);
    }

    private static Map<String, String> settings() {
        return ProgramFacts.text(Path.of("k8s/base/alexstream.env"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
