package dev.alexstream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of every command that classifies. */
public final class ModelOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "A model folder (default: alexstream.model, else the starter model; serve: else the registry's champion).")
    private Path model;

    /** The folder that was named. It has a manifest; whether that is a good one shows when it is read. */
    public Optional<Path> folder() {
        if (model != null && !Files.isRegularFile(model.resolve("manifest.json"))) {
            throw new ParameterException(
                    command.commandLine(), "--model " + model + " is not a model folder: it has no manifest.json");
        }
        return Optional.ofNullable(model).map(folder -> folder.toAbsolutePath().normalize());
    }

    /** To be laid over the configuration. */
    Map<String, String> asSettings() {
        return folder().map(path -> Map.of("alexstream.model", path.toString())).orElse(Map.of());
    }
}
