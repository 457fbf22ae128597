package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenRequestsTest {

    static List<Golden> goldens() {
        return Golden.requests();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void shouldReadEveryFormAsItAlwaysWas(Golden golden) {
        assertThat(describe(RequestParser.parse(golden.record()))).isEqualTo(golden.parsed());
    }

    @Test
    void shouldCoverEveryForm() {
        assertThat(goldens().stream().filter(Golden::isValid).map(golden -> golden.name()
                        .split("-", 3)))
                .extracting(words -> words[0] + "-" + words[1])
                .contains("plain-reference", "plain-data", "raw-image", "bucket-minio", "bucket-s3")
                .contains("event-binary", "event-structured");
    }

    private static JsonNode describe(ParsedRequest parsed) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (parsed instanceof ParsedRequest.Valid valid) {
            describe(valid.request(), node);
        } else if (parsed instanceof ParsedRequest.Invalid invalid) {
            node.put("error_code", invalid.rejected().code().name());
            node.put("reason", invalid.rejected().reason());
        }
        return node;
    }

    private static void describe(ImageRequest request, ObjectNode node) {
        node.put("id", request.id()).put("source", request.source());
        if (request.payload() instanceof Payload.Inline inline) {
            node.put("inline_base64", Base64.getEncoder().encodeToString(inline.bytes()));
        } else if (request.payload() instanceof Payload.Reference reference) {
            node.put("uri", reference.uri().toString());
        }
        request.deadline().ifPresent(deadline -> node.put("deadline", deadline.toString()));
        request.topK().ifPresent(topK -> node.put("top_k", topK));
        request.label().ifPresent(label -> node.put("label", label));
    }
}
