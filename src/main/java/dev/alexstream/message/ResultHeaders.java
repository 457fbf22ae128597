package dev.alexstream.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers of a result: the request's trace headers, its coordinates, and the envelope of CloudEvents 1.0 in the Kafka
 * binding's binary mode. They follow from the request alone, so a result that is sent again is the same event.
 *
 * <pre>{@code
 * traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 * request-topic: images.requests
 * request-partition: 3
 * request-offset: 1042
 * ce_specversion: 1.0
 * ce_id: images.requests-3-1042
 * ce_source: /alexstream
 * ce_type: dev.alexstream.image.classified.v1
 * content-type: application/json
 * }</pre>
 */
public final class ResultHeaders {

    public static final String REQUEST_TOPIC = "request-topic";
    public static final String REQUEST_PARTITION = "request-partition";
    public static final String REQUEST_OFFSET = "request-offset";
    public static final String EVENT_TYPE = "dev.alexstream.image.classified.v1";

    /** W3C Trace Context and Baggage, their CloudEvents extension, B3, Jaeger, AWS X-Ray; lower case. */
    private static final Set<String> TRACE = Set.of(
            "traceparent",
            "tracestate",
            "baggage",
            "ce_traceparent",
            "ce_tracestate",
            "b3",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "uber-trace-id",
            "x-amzn-trace-id");

    /** Bytes of trace headers that are passed on: twice what W3C Baggage lets anybody rely on. */
    private static final int TRACE_BUDGET = 16_384;

    private static final List<RecordHeader> FIXED = List.of(
            header("ce_specversion", "1.0"),
            header("ce_source", "/alexstream"),
            header("ce_type", EVENT_TYPE),
            header("content-type", "application/json"));

    private ResultHeaders() {}

    public static List<RecordHeader> of(InboundRecord request) {
        List<RecordHeader> headers = new ArrayList<>();
        addTrace(request.headers(), headers);
        RecordCoordinates at = request.coordinates();
        headers.add(header(REQUEST_TOPIC, at.topic()));
        headers.add(header(REQUEST_PARTITION, Integer.toString(at.partition())));
        headers.add(header(REQUEST_OFFSET, Long.toString(at.offset())));
        headers.add(header("ce_id", at.asId()));
        headers.addAll(FIXED);
        return List.copyOf(headers);
    }

    private static void addTrace(List<RecordHeader> from, List<RecordHeader> to) {
        int budget = TRACE_BUDGET;
        for (RecordHeader header : from) {
            int size = header.name().length() + (header.value() == null ? 0 : header.value().length);
            if (size <= budget && TRACE.contains(header.name().toLowerCase(Locale.ROOT))) {
                to.add(header);
                budget -= size;
            }
        }
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, Utf8.encode(value));
    }
}
