package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml} agrees with the program and with the broker's own settings. */
class ComposeFileTest {

    private static final JsonNode SERVICES = Yaml.read("docker-compose.yml").get("services");
    private static final JsonNode WORKER = SERVICES.get("worker");
    private static final JsonNode TRAINER = SERVICES.get("trainer");

    @Test
    void shouldPinEveryImageToAVersion() {
        assertThat(SERVICES).isNotEmpty().allSatisfy(service -> assertThat(
                        service.get("image").asText())
                .matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+"));
        assertThat(List.of(WORKER, TRAINER))
                .allSatisfy(program ->
                        assertThat(program.get("image").asText()).isEqualTo("alexstream:" + ProgramFacts.version()));
        assertThat(SERVICES.get("kafka").get("image").asText()).endsWith(":" + AppInfoParser.getVersion());
    }

    @Test
    void shouldCheckTheHealthOfEveryService() {
        assertThat(SERVICES).allSatisfy(service -> assertThat(Yaml.texts(service.at("/healthcheck/test")))
                .hasSizeGreaterThan(1)
                .startsWith("CMD"));
        assertThat(List.of(WORKER, TRAINER))
                .allSatisfy(program -> assertThat(Yaml.texts(program.at("/healthcheck/test")))
                        .containsExactly("CMD", "healthy", ProgramFacts.readyPath()));
    }

    @Test
    void shouldGiveTheBrokerSettingsThatItAccepts() {
        Map<String, String> settings = Yaml.textMap(SERVICES.at("/kafka/environment")).entrySet().stream()
                .collect(Collectors.toMap(entry -> brokerKey(entry.getKey()), Map.Entry::getValue));

        KafkaConfig config = new KafkaConfig(settings, false);

        assertThat(settings.keySet()).isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
        assertThat(config.brokerId()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "trainer"})
    void shouldLeadTheProgramToAnAdvertisedListenerOfTheBroker(String service) {
        JsonNode program = SERVICES.get(service);
        String advertised =
                SERVICES.at("/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText();

        assertThat(List.of(advertised.split(",")))
                .anyMatch(listener -> listener.endsWith("://"
                        + program.at("/environment/KAFKA_BOOTSTRAP_SERVERS").asText()));
        assertThat(program.at("/depends_on/kafka/condition").asText()).isEqualTo("service_healthy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "trainer"})
    void shouldPassOnlyVariablesThatTheProgramReads(String service) {
        assertThat(Yaml.textMap(SERVICES.get(service).get("environment")).keySet())
                .filteredOn(name -> !ProgramFacts.environmentVariables().contains(name))
                .as("variables that the program does not read")
                .isEmpty();
    }

    /** What the trainer publishes the workers read, on the same volume. */
    @Test
    void shouldGiveWorkersAndTrainerOneStoreOfModels() {
        String store = WORKER.at("/environment/ALEXSTREAM_MODELS_STORE").asText();
        String volume = "data:" + ContainerFiles.dataFolder();

        assertThat(store)
                .startsWith("file://" + ContainerFiles.dataFolder() + "/")
                .isEqualTo(TRAINER.at("/environment/ALEXSTREAM_MODELS_STORE").asText());
        assertThat(List.of(WORKER, TRAINER)).allSatisfy(program -> assertThat(Yaml.texts(program.get("volumes")))
                .contains(volume));
        assertThat(List.of(WORKER, TRAINER))
                .extracting(
                        program -> program.at("/environment/ALEXSTREAM_ROLES").asText())
                .containsExactly("worker", "trainer")
                .isSubsetOf(ProgramFacts.defaultOf("alexstream.roles").split(","));
    }

    @Test
    void shouldPublishOnlyOnThisMachine() {
        assertThat(SERVICES).allSatisfy(service -> assertThat(Yaml.texts(service.path("ports")))
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:")));
        assertThat(Yaml.texts(WORKER.get("ports")))
                .containsExactly("127.0.0.1:%1$s:%1$s".formatted(ProgramFacts.httpPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "trainer"})
    void shouldWaitLongerForTheProgramThanItTakesToDrain(String service) {
        assertThat(Duration.parse("PT"
                        + SERVICES.get(service)
                                .get("stop_grace_period")
                                .asText()
                                .toUpperCase(Locale.ROOT)))
                .isGreaterThan(ProgramFacts.shutdownTimeout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "trainer"})
    void shouldLetTheProgramWriteOnlyWhereItsImageExpectsIt(String service) {
        assertThat(SERVICES.get(service).get("read_only").asBoolean()).isTrue();
        assertThat(Yaml.texts(SERVICES.get(service).get("volumes")))
                .allSatisfy(volume ->
                        assertThat(ProgramFacts.text(ContainerFiles.DOCKERFILE)).contains(volume.split(":", 2)[1]));
    }

    @Test
    void shouldScrapeTheMetricsOfWorkersAndTrainer() {
        JsonNode scrape = Yaml.read("src/main/docker/prometheus.yml").at("/scrape_configs/0");

        assertThat(scrape.get("metrics_path").asText()).isEqualTo(ProgramFacts.metricsPath());
        assertThat(scrape.at("/dns_sd_configs/0/port").asText()).isEqualTo(ProgramFacts.httpPort());
        assertThat(Yaml.texts(scrape.at("/dns_sd_configs/0/names"))).containsExactly("worker", "trainer");
        assertThat(Yaml.texts(SERVICES.at("/prometheus/volumes")))
                .filteredOn(volume -> volume.startsWith("./"))
                .isNotEmpty()
                .allMatch(volume -> Files.isRegularFile(Path.of(volume.split(":", 2)[0])));
    }

    private static String brokerKey(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
