package dev.alexstream.message;

import static dev.alexstream.message.Records.header;
import static dev.alexstream.message.Records.jpeg;
import static dev.alexstream.message.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultHeadersTest {

    private static final List<String> OWN = List.of(
            "request-topic=images.requests",
            "request-partition=3",
            "request-offset=1042",
            "ce_id=images.requests-3-1042",
            "ce_specversion=1.0",
            "ce_source=/alexstream",
            "ce_type=dev.alexstream.image.classified.v1",
            "content-type=application/json");

    @Test
    void shouldDescribeResultAsCloudEventOfTheRequest() {
        assertThat(texts(record(jpeg()))).containsExactlyElementsOf(OWN);
    }

    @Test
    void shouldPassOnTraceHeadersAndNoOthers() {
        InboundRecord request = record(
                jpeg(), "traceparent", "00-1", "label", "daisy", "B3", "1-2", "ce_type", "other", "baggage", "k=v");

        assertThat(texts(request))
                .startsWith("traceparent=00-1", "B3=1-2", "baggage=k=v")
                .endsWith(OWN.toArray(String[]::new))
                .hasSize(3 + OWN.size());
    }

    @Test
    void shouldPassOnTraceHeaderWithoutValue() {
        assertThat(ResultHeaders.of(record(jpeg(), "tracestate", null))).contains(header("tracestate", null));
    }

    @Test
    void shouldNotLetTraceHeadersOutgrowTheResult() {
        String large = "x".repeat(9_000);

        assertThat(texts(record(jpeg(), "baggage", large, "baggage", large, "traceparent", "00-1")))
                .startsWith("baggage=" + large, "traceparent=00-1")
                .hasSize(2 + OWN.size());
    }

    private static List<String> texts(InboundRecord request) {
        return ResultHeaders.of(request).stream()
                .map(header -> header.name() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
