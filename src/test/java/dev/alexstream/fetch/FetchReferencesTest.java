package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchReferencesTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x,                    false, a.example,             80,   /x",
        "https://a.example/x,                   true,  a.example,             443,  /x",
        "HTTPS://A.Example.:8443,               true,  a.example,             8443, /",
        "http://a.example:?q=1,                 false, a.example,             80,   /?q=1",
        "http://a_b.example/%2e%2e/%0d%0a?x=%41, false, a_b.example,          80,   /%2e%2e/%0d%0a?x=%41",
        "http://bücher.example/ü?ö#ä,           false, xn--bcher-kva.example, 80,   /%C3%BC?%C3%B6",
        "http://93.184.216.34/,                 false, 93.184.216.34,         80,   /",
        "http://[2606:4700::1111]:81/,          false, 2606:4700:0:0:0:0:0:1111, 81, /",
    })
    void shouldReadWhatIsClear(String reference, boolean tls, String host, int port, String path) {
        HttpTarget target = HttpTargets.parse(URI.create(reference)).orElseThrow();

        assertThat(target.tls()).isEqualTo(tls);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.literal().isPresent()).isEqualTo(host.matches("[0-9.]+|.*:.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.2.3/",
                "http://1.2.3.04/",
                "http://0x1.2.3.4/",
                "http://a.0x1/",
                "http://a.1/",
                "http://16909060/",
                "http://[::1%25eth0]/",
                "http://[::ffff:8.8.8.8]/",
                "http://a..b/",
                "http://.a/",
                "http://a-/",
                "http://a:65536/",
                "http://a:0/",
                "http://a:b/",
                "http://a%2eb/",
            })
    void shouldNotGuessWhatIsNot(String reference) {
        assertThat(HttpTargets.parse(URI.create(reference))).isEmpty();
    }

    @Test
    void shouldAskForAnAbsolutePathEvenWhereARedirectNamesNone() {
        URI redirected = URI.create("http://a.example").resolve("b.png");

        assertThat(HttpTargets.parse(redirected)).hasValueSatisfying(target -> {
            assertThat(target.host()).isEqualTo("a.example");
            assertThat(target.path()).isEqualTo("/b.png");
        });
    }
}
