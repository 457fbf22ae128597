package dev.alexstream.bench;

import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The decoder of the product, fed from memory. It decodes until its code is compiled; then every file once, to see what it is, and in
 * {@value #ROUNDS} rounds, of which the median counts.
 */
public final class DecodeBench {

    private static final int ROUNDS = 5;

    /** Of a core. Until then the JVM's compilers are busy with the decoder, which takes several times as long at first. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** A round repeats what is faster than this. */
    private static final Duration ROUND = Duration.ofMillis(100);

    /** Of the order of a sample: neighbours in a folder are alike. */
    private static final long SEED = 1;

    private final ImageDecoder decoder;
    private final ImageGeometry geometry;
    private final int threads;
    private final Duration warmUp;

    /** @param threads at least 1 */
    public DecodeBench(ImageDecoder decoder, ImageGeometry geometry, int threads) {
        this(decoder, geometry, threads, WARM_UP);
    }

    DecodeBench(ImageDecoder decoder, ImageGeometry geometry, int threads, Duration warmUp) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " is less than 1");
        }
        this.decoder = decoder;
        this.geometry = geometry;
        this.threads = threads;
        this.warmUp = warmUp;
    }

    /**
     * @param figures by format, then by size
     * @param refusals why files are left out, a sentence each
     */
    public record Report(List<DecodeFigure> figures, List<String> refusals) {}

    private record Kind(String format, SizeClass sizeClass) {}

    /** One image: time on the clock and time of a core. */
    private record Sample(long nanos, long coreNanos) {}

    /** Every image of a kind as often as the others. */
    private record Round(List<Sample> samples, double seconds) {

        double coreMillis() {
            return samples.stream().mapToLong(Sample::coreNanos).average().orElseThrow() / 1e6;
        }

        double imagesPerSecond() {
            return samples.size() / seconds;
        }
    }

    public Report measure(List<byte[]> files) {
        warmUp(files);
        return report(files, Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * As {@link #measure}, but only files that take a core a given time: a sample of them, and about the same one each time.
     *
     * @param enough for decoding each once
     */
    public Report measureSome(List<byte[]> files, Duration enough) {
        List<byte[]> mixed = new ArrayList<>(files);
        Collections.shuffle(mixed, new Random(SEED));
        warmUp(mixed);
        return report(mixed, enough);
    }

    private void warmUp(List<byte[]> files) {
        long started = coreNanos();
        for (int i = 0; coreNanos() - started < warmUp.toNanos(); i++) {
            decoder.decode(files.get(i % files.size()), geometry);
        }
    }

    private Report report(List<byte[]> files, Duration enough) {
        List<String> refusals = new ArrayList<>();
        Map<Kind, List<byte[]>> kinds =
                new TreeMap<>(Comparator.comparing(Kind::format).thenComparing(Kind::sizeClass));
        long started = coreNanos();
        for (byte[] file : files) {
            var result = decoder.decode(file, geometry);
            if (result instanceof Decoded decoded) {
                var kind = new Kind(decoded.format(), SizeClass.of(decoded.width(), decoded.height()));
                kinds.computeIfAbsent(kind, unused -> new ArrayList<>()).add(file);
            } else {
                refusals.add(((Undecodable) result).reason());
            }
            if (coreNanos() - started > enough.toNanos()) {
                break;
            }
        }
        return new Report(
                kinds.entrySet().stream()
                        .map(kind -> figure(kind.getKey(), kind.getValue()))
                        .toList(),
                refusals);
    }

    private DecodeFigure figure(Kind kind, List<byte[]> files) {
        int passes = (int) Math.max(1, ROUND.toNanos() / 1e9 / round(files, 1).seconds());
        List<Round> rounds =
                Stream.generate(() -> round(files, passes)).limit(ROUNDS).toList();
        var samples = rounds.stream().flatMap(round -> round.samples().stream());
        var cost = new DecodeFigure.Cost(
                threads,
                median(samples.mapToDouble(Sample::nanos)) / 1e6,
                median(rounds.stream().mapToDouble(Round::coreMillis)),
                median(rounds.stream().mapToDouble(Round::imagesPerSecond)));
        double bytes = files.stream().mapToLong(file -> file.length).average().orElseThrow();
        return new DecodeFigure(new DecodeFigure.Files(kind.format(), kind.sizeClass(), files.size(), bytes), cost);
    }

    private static double median(DoubleStream values) {
        return Samples.of(values.toArray()).median();
    }

    private Round round(List<byte[]> files, int passes) {
        long started = System.nanoTime();
        List<Sample> samples = decodeAll(files, passes);
        return new Round(samples, (System.nanoTime() - started) / 1e9);
    }

    private List<Sample> decodeAll(List<byte[]> files, int passes) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, "bench-decode"));
        try {
            List<Future<List<Sample>>> parts = Stream.generate(() -> pool.submit(() -> decodeSome(files, passes, next)))
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

    private List<Sample> decodeSome(List<byte[]> files, int passes, AtomicInteger next) {
        List<Sample> samples = new ArrayList<>();
        int all = passes * files.size();
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
