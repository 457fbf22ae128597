package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchConfigTest {

    @Test
    void shouldAllowNothingByDefault() {
        FetchConfig config = FetchConfigs.of(Map.of());

        assertThat(config.http().allowedHosts()).isEmpty();
        assertThat(config.http().allowedNetworks()).isEmpty();
        assertThat(config.http().allowedPorts()).containsExactly(80, 443);
        assertThat(config.file().root()).isEmpty();
        assertThat(config.s3().allowedBuckets()).isEmpty();
    }

    @Test
    void shouldKeepItsDefaultLimits() {
        FetchConfig config = FetchConfigs.of(Map.of());

        assertThat(config.maxBytes().asLongValue()).isEqualTo(20 * 1024 * 1024);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.attempts()).isEqualTo(3);
        assertThat(config.perHost()).isEqualTo(16);
    }

    @Test
    void shouldReadEveryDocumentedName() {
        FetchConfig config = FetchConfigs.of(Map.of(
                "max-bytes", "1K",
                "connect-timeout", "500ms",
                "timeout", "3s",
                "attempts", "1",
                "per-host", "2",
                "http.allowed-hosts", "a.example,.b.example",
                "http.allowed-networks", "10.0.0.0/8",
                "http.allowed-ports", "8080",
                "s3.allowed-buckets", "photos,scans",
                "file.root", "/srv/images"));

        assertThat(config.maxBytes().asLongValue()).isEqualTo(1024);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.attempts()).isEqualTo(1);
        assertThat(config.perHost()).isEqualTo(2);
        assertThat(config.http().allowedHosts()).contains(List.of("a.example", ".b.example"));
        assertThat(config.http().allowedNetworks()).contains(List.of("10.0.0.0/8"));
        assertThat(config.http().allowedPorts()).containsExactly(8080);
        assertThat(config.file().root()).contains(Path.of("/srv/images"));
        assertThat(config.s3().allowedBuckets()).contains(List.of("photos", "scans"));
    }

    @Test
    void shouldNameTheSettingThatMakesNoSense() {
        assertThatThrownBy(() -> create("http.allowed-networks", "10.0.0.0")).hasMessageContaining("10.0.0.0");
        assertThatThrownBy(() -> create("http.allowed-hosts", "a b"))
                .hasMessageContaining("allowed-hosts: not a host name: a b");
        assertThatThrownBy(() -> create("file.root", "/no/such/folder")).hasMessageContaining("/no/such/folder");
        assertThatThrownBy(() -> create("attempts", "0")).hasMessageContaining("attempts");
    }

    private static ImageFetcher create(String key, String value) {
        Map<String, String> settings = key.equals("http.allowed-hosts")
                ? Map.of(key, value)
                : Map.of("http.allowed-hosts", "a.example", key, value);
        return TestFetchers.create(FetchConfigs.of(settings));
    }
}
