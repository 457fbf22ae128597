package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {

    private final RequestEncoder encoder = new RequestEncoder(() -> "id-1", null, false);
    private final RequestEncoder labelling = new RequestEncoder(() -> "id-1", new byte[] {7}, true);

    @Test
    void shouldSendBytesAsACloudEventInBinaryMode() {
        PreparedRequest request = encoder.bytes(URI.create("file:///photos/a%20b.jpg"), new byte[] {1, 2});

        assertThat(request.value()).containsExactly(1, 2);
        assertThat(request.source()).isEqualTo("file:///photos/a%20b.jpg");
        assertThat(headers(request))
                .containsExactly(
                        "ce_specversion: 1.0",
                        "ce_id: id-1",
                        "ce_source: file:///photos/a%20b.jpg",
                        "ce_type: dev.alexstream.image.requested.v1",
                        "content-type: image/jpeg");
    }

    @Test
    void shouldNeverCallBytesJson() {
        PreparedRequest request = encoder.bytes(URI.create("file:///photos/request.json"), new byte[] {1});

        assertThat(headers(request)).contains("content-type: application/octet-stream");
    }

    @Test
    void shouldSendReferencesAsPlainJsonAndShowThemWithoutSecrets() {
        PreparedRequest request = encoder.reference(URI.create("https://me:pass@host/a.jpg?signature=1"));

        assertThat(text(request.value()))
                .isEqualTo("{\"id\":\"id-1\",\"uri\":\"https://me:pass@host/a.jpg?signature=1\"}");
        assertThat(request.source()).isEqualTo("https://host/a.jpg");
        assertThat(request.headers()).isEmpty();
    }

    @Test
    void shouldTakeTheFolderAsLabel() {
        URI uri = URI.create("file:///flowers/lily%20valley/1.jpg");

        assertThat(headers(labelling.bytes(uri, new byte[] {1}))).contains("ce_label: lily valley");
        assertThat(text(labelling.reference(uri).value())).contains("\"label\":\"lily valley\"");
        assertThat(labelling.reference(uri).key()).containsExactly(7);
    }

    @Test
    void shouldKnowWhereNoFolderSaysTheLabel() {
        URI uri = URI.create("https://host/1.jpg");

        assertThat(labelling.lacksLabel(uri)).isTrue();
        assertThat(labelling.lacksLabel(URI.create("data:image/png;base64,AAAA")))
                .isTrue();
        assertThat(labelling.lacksLabel(URI.create("https://host/daisy/1.jpg"))).isFalse();
        assertThat(encoder.lacksLabel(uri)).isFalse();
    }

    private static List<String> headers(PreparedRequest request) {
        return request.headers().stream()
                .map(header -> header.key() + ": " + text(header.value()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
