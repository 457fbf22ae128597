package dev.alexstream.deployment;

import dev.alexstream.configuration.ConfigurationKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the program really does, for comparison with what deployment files say of it. */
final class ProgramFacts {

    private static final Properties FRAME = frame();

    private ProgramFacts() {}

    static String httpPort() {
        return FRAME.getProperty("quarkus.http.port");
    }

    static String metricsPath() {
        return FRAME.getProperty("quarkus.micrometer.export.prometheus.path");
    }

    static String livePath() {
        return FRAME.getProperty("quarkus.smallrye-health.root-path") + "/live";
    }

    static String readyPath() {
        return FRAME.getProperty("quarkus.smallrye-health.root-path") + "/ready";
    }

    /** Declared default of a key of the program. */
    static String defaultOf(String key) {
        return ConfigurationKeys.defaultOf(key).orElseThrow(() -> new AssertionError("no default for " + key));
    }

    static Duration shutdownTimeout() {
        return Duration.parse("PT" + defaultOf("alexstream.shutdown.timeout").toUpperCase(Locale.ROOT));
    }

    /** Names that mean something to the program when they stand in its environment. */
    static Set<String> environmentVariables() {
        var names = new TreeSet<>(ConfigurationKeys.environmentVariables());
        names.add("QUARKUS_HTTP_HOST");
        names.add("QUARKUS_HTTP_PORT");
        names.add("JAVA_OPTS");
        for (var clientKeys :
                Set.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())) {
            clientKeys.forEach(key -> names.add("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT)));
        }
        return names;
    }

    /** The released version this tree becomes. */
    static String version() {
        String pom = text(Path.of("pom.xml"));
        int start = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(start, pom.indexOf("</version>", start)).replace("-SNAPSHOT", "");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties frame() {
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            var properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
