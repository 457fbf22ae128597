package dev.alexstream.message;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The published JSON Schemas, asked through a validator that is not ours; {@code format} is asserted. */
public final class Schemas {

    private Schemas() {}

    public static JsonSchema read(String name) {
        try (InputStream in = RequestParser.class.getResourceAsStream("schemas/" + name + ".schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Set<ValidationMessage> validate(JsonSchema schema, byte[] json) {
        return schema.validate(
                new String(json, StandardCharsets.UTF_8), InputFormat.JSON, context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true));
    }
}
