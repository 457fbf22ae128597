package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvent.Requested;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.message.TrainingReport.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Training events as CloudEvents 1.0 in the Kafka binding's binary mode. A record of either type is one, whatever else stands in it: what
 * is missing never makes a dead letter of it.
 *
 * <pre>{@code
 * ce_specversion: 1.0                                   ce_specversion: 1.0
 * ce_id: 7c1e                                           ce_id: 7c1e-ended
 * ce_source: /alexstream                                ce_source: /alexstream
 * ce_type: dev.alexstream.training.requested.v1         ce_type: dev.alexstream.training.ended.v1
 * no value                                              ce_subject: 7c1e
 *                                                       content-type: application/json
 *     {"result":"promoted","model":{"name":"flowers17","version":"4"},"reason":"Promoted: it gets …"}
 * }</pre>
 */
public final class TrainingEvents {

    public static final String REQUESTED = "dev.alexstream.training.requested.v1";
    public static final String ENDED = "dev.alexstream.training.ended.v1";

    private static final int LONGEST_REASON = 10_000;

    private TrainingEvents() {}

    /** A record, but for where it is written. */
    public record Content(List<RecordHeader> headers, byte[] value) {}

    /** Empty if the record is none, and so a label. A request without a usable id has the record's coordinates for one. */
    public static Optional<TrainingEvent> read(InboundRecord record) {
        Headers headers = new Headers(record.headers());
        String type = text(headers, "ce_type").orElse("");
        if (type.equals(REQUESTED)) {
            return Optional.of(new Requested(
                    text(headers, "ce_id").orElse(record.coordinates().asId())));
        }
        return type.equals(ENDED)
                ? Optional.of(new Ended(text(headers, "ce_subject").orElse(""), report(record.value())))
                : Optional.empty();
    }

    private static Optional<String> text(Headers headers, String name) {
        try {
            Optional<String> text = headers.text(name);
            return text.isEmpty() ? text : Optional.of(Texts.check(text.get(), name, Texts.MAX_LENGTH));
        } catch (InvalidRequestException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<TrainingReport> report(byte[] value) {
        try {
            JsonNode body = JsonObjects.read(value == null ? new byte[0] : value);
            Optional<Result> result =
                    Texts.member(body, "result", Texts.MAX_LENGTH).flatMap(Result::of);
            Optional<Version> model = version(body.path("model"));
            String reason = Texts.member(body, "reason", LONGEST_REASON).orElse("");
            return result.map(known -> new TrainingReport(known, model, reason));
        } catch (InvalidRequestException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<Version> version(JsonNode model) throws InvalidRequestException {
        Optional<String> name = Texts.member(model, "name", Texts.MAX_LENGTH);
        Optional<String> version = Texts.member(model, "version", Texts.MAX_LENGTH);
        return name.isEmpty() || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Version(name.get(), version.get()));
    }

    public static Content request(String id) {
        return new Content(headers(id, REQUESTED), null);
    }

    /** The same answer is the same event, however often it is written. */
    public static Content answer(String request, TrainingReport report) {
        List<RecordHeader> headers = new ArrayList<>(headers(request + "-ended", ENDED));
        headers.add(header("ce_subject", request));
        headers.add(header("content-type", "application/json"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("result", report.result().word());
        report.model()
                .ifPresent(model ->
                        body.putObject("model").put("name", model.name()).put("version", model.version()));
        body.put("reason", report.reason());
        return new Content(List.copyOf(headers), Utf8.encode(body.toString()));
    }

    private static List<RecordHeader> headers(String id, String type) {
        return List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", id),
                header("ce_source", "/alexstream"),
                header("ce_type", type));
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, Utf8.encode(value));
    }
}
