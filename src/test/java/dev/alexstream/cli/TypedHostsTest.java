package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchConfig;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedHostsTest {

    @ParameterizedTest
    @CsvSource({
        "https://images.test/a.jpg, images.test, '80,443'",
        "https://IMAGES.test.:8443/a.jpg, images.test, '80,443,8443'",
        "http://[2606:2800:220:1::1946]:81/a.jpg, 2606:2800:220:1:0:0:0:1946, '80,443,81'",
        "http://bücher.test/a.jpg, xn--bcher-kva.test, '80,443'",
        "http://my_host/a.jpg, my_host, '80,443'",
    })
    void shouldAllowHostAndPortAsTheyAreFetched(String uri, String host, String ports) {
        Settings typed = typed(uri);

        assertThat(typed.overrides())
                .containsEntry("alexstream.fetch.http.allowed-hosts", host)
                .containsEntry("alexstream.fetch.http.allowed-ports", ports);
        assertThat(typed.config().of(FetchConfig.class).http().allowedHosts().orElseThrow())
                .containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://images.test:0/a.jpg",
                "http://images.test:70000/a.jpg",
                "http://me:secret@images.test/a.jpg",
                "http://0x7f.1/a.jpg",
                "http:a.jpg"
            })
    void shouldAllowNothingWhereNoHostAndPortCanBeRead(String uri) {
        assertThat(typed(uri).overrides()).isEmpty();
    }

    @Test
    void shouldAllowBuckets() {
        assertThat(typed("s3://photos/a.jpg").overrides())
                .isEqualTo(Map.of("alexstream.fetch.s3.allowed-buckets", "photos"));
    }

    private static Settings typed(String... uris) {
        Settings settings = Settings.of(Map.of());
        var sources = Stream.of(uris)
                .<Source>map(uri -> new Source.Remote(URI.create(uri)))
                .toList();
        return settings.with(TypedHosts.overrides(sources, settings.config().of(FetchConfig.class)));
    }
}
