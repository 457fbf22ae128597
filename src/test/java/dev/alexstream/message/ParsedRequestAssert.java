package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractAssert;

/** Says what a record was read as. */
final class ParsedRequestAssert extends AbstractAssert<ParsedRequestAssert, ParsedRequest> {

    private ParsedRequestAssert(ParsedRequest actual) {
        super(actual, ParsedRequestAssert.class);
    }

    static ParsedRequestAssert assertParsed(InboundRecord record) {
        return new ParsedRequestAssert(RequestParser.parse(record));
    }

    ImageRequest request() {
        isInstanceOf(ParsedRequest.Valid.class);
        return ((ParsedRequest.Valid) actual).request();
    }

    ParsedRequestAssert hasId(String id) {
        assertThat(request().id()).isEqualTo(id);
        return this;
    }

    ParsedRequestAssert hasSource(String source) {
        assertThat(request().source()).isEqualTo(source);
        return this;
    }

    ParsedRequestAssert hasBytes(byte[] bytes) {
        assertThat(request().payload()).isInstanceOf(Payload.Inline.class);
        assertThat(((Payload.Inline) request().payload()).bytes()).isEqualTo(bytes);
        return this;
    }

    ParsedRequestAssert refersTo(String uri) {
        assertThat(request().payload()).isInstanceOf(Payload.Reference.class);
        assertThat(((Payload.Reference) request().payload()).uri()).hasToString(uri);
        return this;
    }

    /** Rejected as {@code SCHEMA}, in one sentence that has these parts. */
    ParsedRequestAssert isSchemaViolation(String... parts) {
        isInstanceOf(ParsedRequest.Invalid.class);
        Rejected rejected = ((ParsedRequest.Invalid) actual).rejected();
        assertThat(rejected.code()).isEqualTo(ErrorCode.SCHEMA);
        assertThat(rejected.reason()).endsWith(".").hasSizeLessThan(300);
        assertThat(parts).allMatch(rejected.reason()::contains, "is in: " + rejected.reason());
        return this;
    }
}
