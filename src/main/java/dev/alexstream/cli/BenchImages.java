package dev.alexstream.cli;

import dev.alexstream.image.SyntheticPhotographs;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is measured with: photographs of the user's, or drawings; read once, so that no disk is measured. */
final class BenchImages {

    /** So many bytes are kept at most, and one file more. */
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final int DRAWN = 40;

    private BenchImages() {}

    /**
     * The files of a folder in the order of their paths, the first ones if there are too many; says what is left out.
     *
     * @param folder given as {@code --images}
     * @throws ParameterException when it is no folder, or an empty one
     */
    static List<Path> in(Path folder, CommandSpec command, Console console) {
        List<Path> all = Files.isDirectory(folder) ? files(folder) : List.of();
        if (all.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--images " + folder + " is not a folder with files in it");
        }
        List<Path> chosen = new ArrayList<>();
        long bytes = 0;
        for (Path file : all) {
            if (bytes < MOST_BYTES) {
                chosen.add(file);
                bytes += size(file);
            }
        }
        if (chosen.size() < all.size()) {
            console.note("the first " + Numbers.counted(chosen.size(), "image") + " of " + all.size() + " are used, "
                    + Numbers.bytes(bytes));
        }
        return chosen;
    }

    /** Drawn with grain, of about the size of photographs on the web, in a folder inside the given one. */
    static Path draw(TemporaryFolder folder) {
        List<byte[]> drawn = photographs(Encoding.JPEG);
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < drawn.size(); i++) {
            files.put("drawn-" + (i + 1) + Encoding.JPEG.extension(), drawn.get(i));
        }
        return folder.write("images", files);
    }

    /** 500 x 375 pixels each. */
    static List<byte[]> photographs(Encoding encoding) {
        return SyntheticPhotographs.take(DRAWN, 500, 375, encoding);
    }

    static List<byte[]> read(List<Path> files) {
        return files.stream().map(BenchImages::read).toList();
    }

    static List<Path> files(Path folder) {
        return ImageFolder.files(folder)
                .flatMap(source -> source instanceof Source.LocalFile file ? Stream.of(file.path()) : Stream.empty())
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CommandFailure unreadable(Path file, IOException e) {
        return new CommandFailure(file + " cannot be read: " + e.getMessage(), new UncheckedIOException(e));
    }
}
