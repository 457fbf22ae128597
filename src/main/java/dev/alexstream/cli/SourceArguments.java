package dev.alexstream.cli;

import dev.alexstream.message.ErrorCode;
import dev.alexstream.s3.ObjectPlace;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code SOURCE…} means: files, folders, references, and {@code -} for a list of these on standard input. */
final class SourceArguments {

    static final String STANDARD_INPUT = "-";

    private static final Pattern REFERENCE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private static final Pattern OBJECT = Pattern.compile("s3://([A-Za-z0-9._-]+)/(.+)");

    private final InputStream standardInput;

    SourceArguments(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /** In the order given, lazily: a list on standard input may go on for ever. */
    Stream<Source> expand(List<String> arguments) {
        return arguments.stream().flatMap(argument -> STANDARD_INPUT.equals(argument) ? listed() : sourcesOf(argument));
    }

    private Stream<Source> listed() {
        var reader = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
        return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).flatMap(SourceArguments::sourcesOf);
    }

    /** One argument or line; a folder has any number of sources. */
    static Stream<Source> sourcesOf(String text) {
        try {
            return looksLikeReference(text) ? ofReference(new URI(text)) : ofPath(text, Path.of(text));
        } catch (URISyntaxException e) {
            return Stream.of(object(text)
                    .<Source>map(Source.Remote::new)
                    .orElseGet(() -> new Source.Unusable(text, ErrorCode.SCHEMA, "not a valid URI: " + e.getReason())));
        } catch (IllegalArgumentException e) {
            return Stream.of(new Source.Unusable(text, ErrorCode.SCHEMA, "not a valid path: " + e.getMessage()));
        }
    }

    /** A name that exists as a file is a file, even when it looks like {@code scheme:rest}. */
    private static boolean looksLikeReference(String text) {
        return REFERENCE.matcher(text).matches() && (text.contains("://") || !Files.exists(Path.of(text)));
    }

    /** As the tools of AWS name objects: with a key that is not percent-encoded. */
    private static Optional<URI> object(String text) {
        Matcher named = OBJECT.matcher(text);
        return named.matches() ? Optional.of(new ObjectPlace(named.group(1), named.group(2)).uri()) : Optional.empty();
    }

    private static Stream<Source> ofReference(URI uri) {
        boolean local = "file".equalsIgnoreCase(uri.getScheme());
        return local ? ofPath(uri.toString(), Path.of(uri)) : Stream.of(new Source.Remote(uri));
    }

    private static Stream<Source> ofPath(String text, Path path) {
        if (Files.isDirectory(path)) {
            return ImageFolder.files(path);
        }
        if (Files.isRegularFile(path)) {
            return Stream.of(new Source.LocalFile(path.toAbsolutePath().normalize()));
        }
        return Stream.of(
                Files.exists(path)
                        ? new Source.Unusable(text, ErrorCode.FETCH_FORBIDDEN, "not a regular file")
                        : new Source.Unusable(text, ErrorCode.FETCH_NOT_FOUND, "no such file or folder"));
    }
}
