package dev.alexstream.bench;

import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The decoder of the product, fed from memory. Every file is decoded once to see what it is, then in {@value #ROUNDS} rounds. */
public final class DecodeBench {

    private static final int ROUNDS = 5;

    private final ImageDecoder decoder;
    private final ImageGeometry geometry;
    private final int threads;

    /** @param threads at least 1 */
    public DecodeBench(ImageDecoder decoder, ImageGeometry geometry, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " is less than 1");
        }
        this.decoder = decoder;
        this.geometry = geometry;
        this.threads = threads;
    }

    /**
     * @param figures by format, then by size
     * @param refusals why files are left out, a sentence each
     */
    public record Report(List<DecodeFigure> figures, List<String> refusals) {}

    private record Kind(String format, SizeClass sizeClass) {}

    /** One image: time on the clock and time of a core. */
    private record Sample(long nanos, long coreNanos) {}

    public Report measure(List<byte[]> files) {
        List<String> refusals = new ArrayList<>();
        Map<Kind, List<byte[]>> kinds =
                new TreeMap<>(Comparator.comparing(Kind::format).thenComparing(Kind::sizeClass));
        for (byte[] file : files) {
            var result = decoder.decode(file, geometry);
            if (result instanceof Decoded decoded) {
                var kind = new Kind(decoded.format(), SizeClass.of(decoded.width(), decoded.height()));
                kinds.computeIfAbsent(kind, unused -> new ArrayList<>()).add(file);
            } else {
                refusals.add(((Undecodable) result).reason());
            }
        }
        return new Report(
                kinds.entrySet().stream()
                        .map(kind -> figure(kind.getKey(), kind.getValue()))
                        .toList(),
                refusals);
    }

    private DecodeFigure figure(Kind kind, List<byte[]> files) {
        long started = System.nanoTime();
        List<Sample> samples = decodeAll(files);
        double seconds = (System.nanoTime() - started) / 1e9;
        var cost = new DecodeFigure.Cost(
                threads,
                Samples.of(samples.stream().mapToDouble(Sample::nanos).toArray())
                                .median()
                        / 1e6,
                samples.stream().mapToLong(Sample::coreNanos).average().orElseThrow() / 1e6,
                samples.size() / seconds);
        double bytes = files.stream().mapToLong(file -> file.length).average().orElseThrow();
        return new DecodeFigure(new DecodeFigure.Files(kind.format(), kind.sizeClass(), files.size(), bytes), cost);
    }

    private List<Sample> decodeAll(List<byte[]> files) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, "bench-decode"));
        try {
            List<Future<List<Sample>>> parts = Stream.generate(() -> pool.submit(() -> decodeSome(files, next)))
                    .limit(threads)
                    .toList();
            List<Sample> samples = new ArrayList<>();
            for (Future<List<Sample>> part : parts) {
                samples.addAll(part.get());
            }
            return samples;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the decoder failed for what the bytes say", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while decoding");
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Sample> decodeSome(List<byte[]> files, AtomicInteger next) {
        List<Sample> samples = new ArrayList<>();
        int all = ROUNDS * files.size();
        for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
            long started = System.nanoTime();
            long startedCore = coreNanos();
            decoder.decode(files.get(i % files.size()), geometry);
            samples.add(new Sample(System.nanoTime() - started, coreNanos() - startedCore));
        }
        return samples;
    }

    private static long coreNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
