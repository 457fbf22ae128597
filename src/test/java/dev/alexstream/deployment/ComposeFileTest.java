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

/** {@code docker-compose.yml} agrees with the program and with the broker's own settings. */
class ComposeFileTest {

    private static final JsonNode SERVICES = Yaml.read("docker-compose.yml").get("services");
    private static final JsonNode WORKER = SERVICES.get("worker");

    @Test
    void shouldPinEveryImageToAVersion() {
        assertThat(SERVICES).isNotEmpty().allSatisfy(service -> assertThat(
                        service.get("image").asText())
                .matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+"));
        assertThat(WORKER.get("image").asText()).isEqualTo("alexstream:" + ProgramFacts.version());
        assertThat(SERVICES.get("kafka").get("image").asText()).endsWith(":" + AppInfoParser.getVersion());
    }

    @Test
    void shouldCheckTheHealthOfEveryService() {
        assertThat(SERVICES).allSatisfy(service -> assertThat(Yaml.texts(service.at("/healthcheck/test")))
                .hasSizeGreaterThan(1)
                .startsWith("CMD"));
        assertThat(Yaml.texts(WORKER.at("/healthcheck/test")))
                .containsExactly("CMD", "healthy", ProgramFacts.readyPath());
    }

    @Test
    void shouldGiveTheBrokerSettingsThatItAccepts() {
        Map<String, String> settings = Yaml.textMap(SERVICES.at("/kafka/environment")).entrySet().stream()
                .collect(Collectors.toMap(entry -> brokerKey(entry.getKey()), Map.Entry::getValue));

        KafkaConfig config = new KafkaConfig(settings, false);

        assertThat(settings.keySet()).isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
        assertThat(config.brokerId()).isEqualTo(1);
    }

    @Test
    void shouldLeadTheWorkerToAnAdvertisedListenerOfTheBroker() {
        String advertised =
                SERVICES.at("/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText();

        assertThat(List.of(advertised.split(",")))
                .anyMatch(listener -> listener.endsWith("://"
                        + WORKER.at("/environment/KAFKA_BOOTSTRAP_SERVERS").asText()));
        assertThat(WORKER.at("/depends_on/kafka/condition").asText()).isEqualTo("service_healthy");
    }

    @Test
    void shouldPassOnlyVariablesThatTheProgramReads() {
        assertThat(Yaml.textMap(WORKER.get("environment")).keySet())
                .filteredOn(name -> !ProgramFacts.environmentVariables().contains(name))
                .as("variables that the program does not read")
                .isEmpty();
    }

    @Test
    void shouldPublishOnlyOnThisMachine() {
        assertThat(SERVICES).allSatisfy(service -> assertThat(Yaml.texts(service.path("ports")))
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:")));
        assertThat(Yaml.texts(WORKER.get("ports")))
                .containsExactly("127.0.0.1:%1$s:%1$s".formatted(ProgramFacts.httpPort()));
    }

    @Test
    void shouldWaitLongerForTheWorkerThanItTakesToDrain() {
        assertThat(Duration.parse(
                        "PT" + WORKER.get("stop_grace_period").asText().toUpperCase(Locale.ROOT)))
                .isGreaterThan(ProgramFacts.shutdownTimeout());
    }

    @Test
    void shouldLetTheWorkerWriteOnlyWhereItsImageExpectsIt() {
        assertThat(WORKER.get("read_only").asBoolean()).isTrue();
        assertThat(Yaml.texts(WORKER.get("volumes")))
                .allSatisfy(volume ->
                        assertThat(ProgramFacts.text(ContainerFiles.DOCKERFILE)).contains(volume.split(":", 2)[1]));
    }

    @Test
    void shouldScrapeTheWorkersMetrics() {
        JsonNode scrape = Yaml.read("src/main/docker/prometheus.yml").at("/scrape_configs/0");

        assertThat(scrape.get("metrics_path").asText()).isEqualTo(ProgramFacts.metricsPath());
        assertThat(scrape.at("/dns_sd_configs/0/port").asText()).isEqualTo(ProgramFacts.httpPort());
        assertThat(Yaml.texts(scrape.at("/dns_sd_configs/0/names"))).allMatch(SERVICES::has);
        assertThat(Yaml.texts(SERVICES.at("/prometheus/volumes")))
                .filteredOn(volume -> volume.startsWith("./"))
                .isNotEmpty()
                .allMatch(volume -> Files.isRegularFile(Path.of(volume.split(":", 2)[0])));
    }

    private static String brokerKey(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
