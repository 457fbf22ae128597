package dev.alexstream.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Text that others wrote, fit for a terminal. */
final class Plain {

    private Plain() {}

    /** No character that a terminal would obey. */
    static String printable(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Padded to the width, or cut at the front: the end of a path or an id tells more than its beginning. */
    static String cut(String text, int width) {
        String shown = text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
        return String.format(Locale.ROOT, "%-" + width + "s", shown);
    }

    private static String end(Path path) {
        int names = path.getNameCount();
        return names <= 2 ? path.toString() : "…/" + path.subpath(names - 2, names);
    }

    /** Files below the working folder by their relative path, other files by folder and name, everything else as it is. */
    static String shortSource(String source) {
        if (!source.startsWith("file:///")) {
            return source;
        }
        try {
            Path path = Path.of(URI.create(source));
            Path here = Path.of("").toAbsolutePath();
            return path.startsWith(here) ? here.relativize(path).toString() : end(path);
        } catch (IllegalArgumentException e) {
            return source;
        }
    }
}
