package dev.alexstream.message;

import static dev.alexstream.message.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {

    static Stream<Golden> jsonRequests() {
        return Golden.requests().stream().filter(Golden::isJson).filter(golden -> schemaOf(golden) != null);
    }

    @ParameterizedTest
    @MethodSource("jsonRequests")
    void shouldAgreeWithTheParserOnEveryGoldenRequest(Golden golden) {
        boolean valid = Schemas.validate(
                        Schemas.read(schemaOf(golden)), golden.record().value())
                .isEmpty();

        assertThat(valid).isEqualTo(golden.isValid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"typical.json", "hard-text.json"})
    void shouldDescribeEveryGoldenResult(String file) {
        assertThat(Schemas.validate(Schemas.read("result"), Golden.result(file)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.9731, 1.5",
        "sha256:, md5:",
        "batch_size, batchSize",
        "32}, 0}",
        "\"fetch\":1.2, \"fetch\":-1.2",
        "\"jpeg\", \"JPEG\""
    })
    void shouldRefuseResultsThatAreNotOurs(String right, String wrong) throws Exception {
        String typical =
                new ObjectMapper().readTree(Golden.result("typical.json")).toString();

        assertThat(Schemas.validate(Schemas.read("result"), bytes(typical.replace(right, wrong))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"uri\":\"https://h/a.jpg\",\"label\":\"daisy\"} | true",
                "{\"uri\":\"data:image/gif;base64,R0lGODlh\",\"label\":\"daisy\"} | true",
                "{\"uri\":\"https://h/a.jpg\"} | false",
                "{\"uri\":\"https://h/a.jpg\",\"label\":null} | false",
                "{\"label\":\"daisy\"} | false"
            })
    void shouldDescribeLabels(String json, boolean valid) {
        assertThat(Schemas.validate(Schemas.read("label"), bytes(json)).isEmpty())
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @MethodSource("dev.alexstream.message.ErrorCode#values")
    void shouldDescribeTheHeadersOfDeadLettersWithEveryErrorCode(ErrorCode code) {
        String headers = "{\"dead-letter-topic\":\"images.requests\",\"dead-letter-partition\":\"3\","
                + "\"dead-letter-offset\":\"1042\",\"dead-letter-reason\":\"Because.\",\"error-code\":\"" + code
                + "\"}";
        JsonSchema schema = Schemas.read("dead-letter-headers");

        assertThat(Schemas.validate(schema, bytes(headers))).isEmpty();
        assertThat(Schemas.validate(schema, bytes(headers.replace("error-code", "code"))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-request",
                "label",
                "cloud-event-request",
                "bucket-notification",
                "result",
                "dead-letter-headers",
                "model-event",
                "drift-event",
                "training-answer",
                "training-event-headers"
            })
    void shouldBeValidSchemasThemselves(String name) {
        JsonNode schema = Schemas.read(name).getSchemaNode();
        JsonSchema metaSchema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(schema)).isEmpty();
        assertThat(schema.path("$id").asText()).isEqualTo("urn:alexstream:schema:" + name + ":v1");
    }

    private static String schemaOf(Golden golden) {
        if (golden.name().startsWith("event-structured-")) {
            return "cloud-event-request";
        }
        if (golden.name().startsWith("bucket-")) {
            return "bucket-notification";
        }
        return golden.name().startsWith("plain-") ? "plain-request" : null;
    }
}
