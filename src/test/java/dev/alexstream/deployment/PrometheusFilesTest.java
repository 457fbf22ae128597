package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.metrics.Meter;
import dev.alexstream.model.ModelMetrics.SwapResult;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus is to scrape and to alert on is what the program exports. */
class PrometheusFilesTest {

    private static final JsonNode PROMETHEUS = Yaml.read("src/main/docker/prometheus.yml");
    private static final JsonNode RULES =
            Yaml.read("src/main/docker/alerts.yml").at("/groups/0/rules");
    private static final Pattern METRIC = Pattern.compile("alexstream_\\w+");

    @Test
    void shouldLoadTheRulesThatComposeMounts() {
        assertThat(Yaml.texts(PROMETHEUS.get("rule_files"))).containsExactly("alerts.yml");
        assertThat(Yaml.texts(Yaml.read("docker-compose.yml").at("/services/prometheus/volumes")))
                .contains("./src/main/docker/alerts.yml:/etc/prometheus/alerts.yml:ro");
    }

    @Test
    void shouldAlertOnMetersOfTheProgram() {
        List<String> meters =
                Stream.of(Meter.values()).map(Meter::prometheusName).toList();

        assertThat(RULES).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            Matcher metric = METRIC.matcher(rule.get("expr").asText());
            while (metric.find()) {
                assertThat(meters).contains(metric.group());
            }
        });
    }

    @Test
    void shouldAlertOnEveryWayInWhichASwapFails() {
        String expression = Stream.of(RULES)
                .flatMap(rules -> rules.findValuesAsText("expr").stream())
                .filter(expr -> expr.contains(Meter.MODEL_SWAPS.prometheusName()))
                .findFirst()
                .orElseThrow();

        assertThat(Stream.of(SwapResult.values())
                        .filter(result -> result != SwapResult.SWAPPED)
                        .map(result -> result.name().toLowerCase(Locale.ROOT)))
                .allSatisfy(result -> assertThat(expression).contains(result));
    }
}
