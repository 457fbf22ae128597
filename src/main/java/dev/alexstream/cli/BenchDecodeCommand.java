package dev.alexstream.cli;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.DecodeBench;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Measures how long encoded images take to become the network's input, by format and size.")
final class BenchDecodeCommand implements Callable<Integer> {

    /** What the starter model takes. */
    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "A folder of photographs (default: JPEG and PNG files of 500 x 375 pixels, drawn with grain).")
    private Path images;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that decode at the same time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private OutputOptions output;

    BenchDecodeCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads " + threads + " is less than 1");
        }
        List<byte[]> files = images == null ? drawn() : BenchImages.read(BenchImages.in(images, spec, console));
        var decoder = new OpenCvImageDecoder(settings.config().of(ImageConfig.class));
        try {
            DecodeBench.Report report = new DecodeBench(decoder, GEOMETRY, threads).measure(files);
            report.refusals().forEach(reason -> console.note("left out: " + reason));
            if (report.figures().isEmpty()) {
                throw new CommandFailure("no image in " + images + " can be decoded");
            }
            new BenchDecodeReport(console, output.json()).print(report.figures());
            return report.refusals().isEmpty() ? ExitCode.DONE : ExitCode.SOME_REJECTED;
        } catch (BenchException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static List<byte[]> drawn() {
        return Stream.of(Encoding.values())
                .flatMap(encoding -> BenchImages.photographs(encoding).stream())
                .toList();
    }
}
