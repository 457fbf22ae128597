package dev.alexstream.cli;

import dev.alexstream.bench.OnnxRuntimeClassifier;
import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.message.ResultHeaders;
import dev.alexstream.model.LoadedModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Turns a poll's images into results with the members of this program's own, by the decoder of this program and ONNX Runtime. */
final class PlainImages {

    private static final int TOP_K = 5;

    private final ImageDecoder decoder;
    private final ImageGeometry geometry;
    private final OnnxRuntimeClassifier classifier;
    private final List<String> labels;
    private final ModelIdentity model;

    /** What is sent: to the partition that the request came from, with its key. */
    record Result(int partition, byte[] key, byte[] body, List<Header> headers) {}

    PlainImages(Settings settings, LoadedModel model, OnnxRuntimeClassifier classifier) {
        var manifest = model.manifest();
        this.decoder = new OpenCvImageDecoder(settings.config().of(ImageConfig.class));
        this.geometry = new ImageGeometry(
                manifest.preprocessing().shortSide(), model.architecture().inputSide());
        this.classifier = classifier;
        this.labels = manifest.labels();
        this.model = new ModelIdentity(manifest.name(), manifest.version(), manifest.digest());
    }

    List<Result> classify(List<ConsumerRecord<byte[], byte[]>> requests) {
        long started = System.nanoTime();
        List<Decoded> images =
                requests.stream().map(request -> decode(request.value())).toList();
        long decoded = System.nanoTime();
        float[][] probabilities =
                classifier.classify(images.stream().map(Decoded::pixels).toList());
        long classified = System.nanoTime();
        var timing = new Timing(0, (decoded - started) / 1e6, 0, (classified - decoded) / 1e6);
        return IntStream.range(0, images.size())
                .mapToObj(i -> result(requests.get(i), images.get(i), predictions(probabilities[i]), timing))
                .toList();
    }

    private Decoded decode(byte[] image) {
        DecodeResult result = decoder.decode(image, geometry);
        if (result instanceof Decoded decoded) {
            return decoded;
        }
        throw new IllegalArgumentException("a request has no image: " + ((DecodeResult.Undecodable) result).reason());
    }

    private List<Prediction> predictions(float[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -probabilities[index]))
                .limit(TOP_K)
                .map(index -> new Prediction(labels.get(index), index, probabilities[index]))
                .toList();
    }

    private Result result(
            ConsumerRecord<byte[], byte[]> request, Decoded image, List<Prediction> predictions, Timing timing) {
        byte[] bytes = request.value();
        var facts = new ImageFacts(sha256(bytes), image.format(), image.width(), image.height(), bytes.length);
        var at = new RecordCoordinates(request.topic(), request.partition(), request.offset());
        var body = ResultCodec.encode(
                new Classified(at.asId(), "kafka:" + at.asId(), predictions, model, facts, timing, 1));
        var known = new InboundRecord(at, Instant.ofEpochMilli(request.timestamp()), request.key(), bytes, List.of());
        List<Header> headers = new ArrayList<>();
        ResultHeaders.of(known).forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        return new Result(request.partition(), request.key(), body, headers);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
