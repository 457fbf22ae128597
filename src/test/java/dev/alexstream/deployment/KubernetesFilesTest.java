package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code k8s/} agrees with the program, and asks for no right that the program does not need. */
class KubernetesFilesTest {

    private static final String WORKER_FILE = "k8s/base/deployment.yaml";
    private static final String TRAINER_FILE = "k8s/learning/trainer.yaml";
    private static final JsonNode WORKER = container(WORKER_FILE);
    private static final JsonNode TRAINER = Yaml.read(TRAINER_FILE).get("spec");

    @ParameterizedTest
    @ValueSource(strings = {"k8s/base", "k8s/autoscaled", "k8s/learning"})
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

    @ParameterizedTest
    @ValueSource(strings = {WORKER_FILE, TRAINER_FILE})
    void shouldProbeWhereTheProgramAnswers(String deployment) {
        JsonNode program = container(deployment);
        assertThat(program.at("/ports/0/containerPort").asText()).isEqualTo(ProgramFacts.httpPort());
        assertThat(program.at("/readinessProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.readyPath());
        assertThat(program.at("/livenessProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.livePath());
        assertThat(program.at("/startupProbe/httpGet/path").asText()).isEqualTo(ProgramFacts.livePath());
        assertThat(List.of("readiness", "liveness", "startup")).allSatisfy(probe -> assertThat(
                        program.at("/" + probe + "Probe/httpGet/port").asText())
                .isEqualTo(program.at("/ports/0/name").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {WORKER_FILE, TRAINER_FILE})
    void shouldOfferTheMetricsForScraping(String deployment) {
        Map<String, String> annotations = Yaml.textMap(Yaml.read(deployment).at("/spec/template/metadata/annotations"));

        assertThat(annotations)
                .containsEntry("prometheus.io/path", ProgramFacts.metricsPath())
                .containsEntry("prometheus.io/port", ProgramFacts.httpPort());
        assertThat(Yaml.read("k8s/base/service.yaml")
                        .at("/spec/ports/0/targetPort")
                        .asText())
                .isEqualTo(container(deployment).at("/ports/0/name").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {WORKER_FILE, TRAINER_FILE})
    void shouldPassTheRestrictedPodSecurityStandard(String deployment) {
        JsonNode pod = pod(deployment).get("securityContext");
        JsonNode container = container(deployment).get("securityContext");

        assertThat(pod.get("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(Yaml.texts(container.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(pod(deployment).get("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(pod.get("runAsUser").asText()).isEqualTo(ContainerFiles.user());
    }

    @ParameterizedTest
    @ValueSource(strings = {WORKER_FILE, TRAINER_FILE})
    void shouldLetTheProgramWriteWhereItsImageExpectsIt(String deployment) {
        List<String> mounts = container(deployment).get("volumeMounts").findValuesAsText("mountPath");

        assertThat(mounts).contains(ContainerFiles.cacheFolder(), ContainerFiles.dataFolder(), "/tmp");
    }

    @Test
    void shouldKeepNothingOfAWorker() {
        assertThat(pod(WORKER_FILE).get("volumes")).isNotEmpty().allMatch(volume -> volume.has("emptyDir"));
    }

    /** Two would fight for the disk, also while one takes the other's place. */
    @Test
    void shouldKeepTheExamplesOfTheOneTrainer() {
        JsonNode claim = Yaml.read("k8s/learning/examples.yaml");
        JsonNode data = StreamSupport.stream(pod(TRAINER_FILE).get("volumes").spliterator(), false)
                .filter(volume -> volume.has("persistentVolumeClaim"))
                .findFirst()
                .orElseThrow();

        assertThat(data.at("/persistentVolumeClaim/claimName").asText())
                .isEqualTo(claim.at("/metadata/name").asText());
        assertThat(container(TRAINER_FILE).get("volumeMounts"))
                .anyMatch(mount -> mount.get("name").equals(data.get("name"))
                        && mount.get("mountPath").asText().equals(ContainerFiles.dataFolder()));
        assertThat(TRAINER.get("replicas").asInt()).isEqualTo(1);
        assertThat(TRAINER.at("/strategy/type").asText()).isEqualTo("Recreate");
    }

    @Test
    void shouldGiveEachDeploymentARoleThatTheProgramHas() {
        String trainer = Yaml.textMap(container(TRAINER_FILE).at("/env/0")).get("value");

        assertThat(Yaml.textMap(container(TRAINER_FILE).at("/env/0"))).containsEntry("name", "ALEXSTREAM_ROLES");
        assertThat(trainer).isEqualTo("trainer");
        assertThat(ProgramFacts.defaultOf("alexstream.roles").split(","))
                .contains(trainer, settings().get("ALEXSTREAM_ROLES"));
    }

    /** No Service and no budget of the workers may count the trainer. */
    @Test
    void shouldTellTheTrainersPodsFromTheWorkers() {
        Map<String, String> workers =
                Yaml.textMap(Yaml.read("k8s/base/kustomization.yaml").at("/labels/0/pairs"));
        Map<String, String> trainers = Yaml.textMap(TRAINER.at("/selector/matchLabels"));

        assertThat(trainers)
                .isEqualTo(Yaml.textMap(TRAINER.at("/template/metadata/labels")))
                .hasSameSizeAs(workers)
                .isNotEqualTo(workers);
    }

    @Test
    void shouldLeadWorkersAndTrainerToOneStoreWithTheSameCredentials() {
        JsonNode overlay = Yaml.read("k8s/learning/kustomization.yaml");
        JsonNode sources = container(TRAINER_FILE).get("envFrom");

        assertThat(EnvironmentFile.read("k8s/learning/learning.env").get("ALEXSTREAM_MODELS_STORE"))
                .startsWith("s3://");
        assertThat(overlay.at("/configMapGenerator/0/name").asText())
                .isEqualTo(sources.at("/0/configMapRef/name").asText())
                .isEqualTo(container(WORKER_FILE)
                        .at("/envFrom/0/configMapRef/name")
                        .asText());
        assertThat(Yaml.texts(overlay.at("/configMapGenerator/0/envs"))).containsExactly("learning.env");
        assertThat(overlay.at("/patches/0/patch").asText())
                .contains("name: " + sources.at("/1/secretRef/name").asText());
        assertThat(overlay.at("/patches/0/target/name").asText())
                .isEqualTo(Yaml.read(WORKER_FILE).at("/metadata/name").asText());
    }

    /** A Service of the name kafka or alexstream would otherwise put KAFKA_PORT or ALEXSTREAM_PORT into the environment. */
    @ParameterizedTest
    @ValueSource(strings = {WORKER_FILE, TRAINER_FILE})
    void shouldKeepServiceLinksOutOfTheProgramsPrefixes(String deployment) {
        assertThat(pod(deployment).get("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @Test
    void shouldConfigureOnlyKeysThatTheProgramKnows() {
        Set<String> names = new HashSet<>(settings().keySet());
        names.addAll(EnvironmentFile.read("k8s/learning/learning.env").keySet());

        assertThat(names)
                .contains("KAFKA_BOOTSTRAP_SERVERS", "ALEXSTREAM_MODELS_STORE")
                .filteredOn(name -> !ProgramFacts.environmentVariables().contains(name))
                .as("variables that the program does not read")
                .isEmpty();
    }

    @Test
    void shouldGiveTheWorkerTimeToDrain() {
        Duration shutdown = Duration.parse("PT" + settings().get("ALEXSTREAM_SHUTDOWN_TIMEOUT"));

        assertThat(List.of(pod(WORKER_FILE), pod(TRAINER_FILE))).allSatisfy(pod -> assertThat(Duration.ofSeconds(
                        pod.get("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(shutdown.plusSeconds(10)));
        assertThat(shutdown).isEqualTo(ProgramFacts.shutdownTimeout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s/base", "k8s/learning"})
    void shouldDeployTheReleasedImage(String folder) {
        JsonNode image = Yaml.read(folder + "/kustomization.yaml").at("/images/0");

        assertThat(image.get("name").asText())
                .isEqualTo(WORKER.get("image").asText())
                .isEqualTo(container(TRAINER_FILE).get("image").asText());
        assertThat(image.get("newTag").asText()).isEqualTo(ProgramFacts.version());
    }

    private static JsonNode pod(String deployment) {
        return Yaml.read(deployment).at("/spec/template/spec");
    }

    private static JsonNode container(String deployment) {
        return pod(deployment).at("/containers/0");
    }

    private static Map<String, String> settings() {
        return EnvironmentFile.read("k8s/base/alexstream.env");
    }
}
