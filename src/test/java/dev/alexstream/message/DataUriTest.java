package dev.alexstream.message;

import static dev.alexstream.message.ParsedRequestAssert.assertParsed;
import static dev.alexstream.message.Records.bytes;
import static dev.alexstream.message.Records.json;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUriTest {

    @Test
    void shouldDecodeBase64AndCutTheSource() {
        String data = Base64.getEncoder().encodeToString(Records.jpeg());

        assertParsed(json("{\"id\":\"a\",\"uri\":\"data:image/jpeg;base64," + data + "\"}"))
                .hasId("a")
                .hasSource("data:image/jpeg")
                .hasBytes(Records.jpeg());
    }

    @ParameterizedTest
    @CsvSource({
        "'data:,abc', data:, abc",
        "'DATA:Image/PNG,a%41%2c%2C', data:image/png, 'aA,,'",
        "'data:;base64,YQ', data:, a",
        "'data:text/plain;charset=utf-8;BASE64,YQ%3D%3D', data:text/plain, a",
        "'data:image/svg+xml,%3Csvg/%3E', data:image/svg+xml, <svg/>"
    })
    void shouldDecodeEveryWayToWriteIt(String uri, String source, String content) {
        assertParsed(json("{\"uri\":\"" + uri + "\"}")).hasSource(source).hasBytes(bytes(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/jpeg;base64",
                "data:image/jpeg;base64,",
                "data:,",
                "data:image/jpeg;base64,!!!!",
                "data:image/jpeg;base64,YW Jj",
                "data:image/jpeg;base64,_-_-",
                "data:image/jpeg;base64,YQ=",
                "data:image/jpeg,a%4",
                "data:image/jpeg,a%",
                "data:image/jpeg,a%zz",
                "data:jpeg,abc",
                "data:image/<script>,abc"
            })
    void shouldRejectWhatHoldsNoImage(String uri) {
        assertParsed(json("{\"uri\":\"" + uri + "\"}")).isSchemaViolation("The data: URI");
    }
}
