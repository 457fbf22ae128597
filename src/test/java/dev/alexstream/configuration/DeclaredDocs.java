package dev.alexstream.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the Javadoc of a method of an interface from its source file, as Markdown on one line. */
final class DeclaredDocs {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private DeclaredDocs() {}

    /** Empty when the method has none. */
    static String of(Method method) {
        String body = withoutNestedTypes(body(method.getDeclaringClass()));
        Matcher declaration = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*|;).)*\\b" + method.getName() + "\\(\\);", Pattern.DOTALL)
                .matcher(body);
        return declaration.find() ? markdown(declaration.group(1)) : "";
    }

    private static String body(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String source = read(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        Matcher start = Pattern.compile("\\binterface " + type.getSimpleName() + "\\b[^{]*\\{")
                .matcher(source);
        if (!start.find()) {
            throw new IllegalStateException("no declaration of " + type + " in its source file");
        }
        return source.substring(start.end(), closing(source, start.end()));
    }

    private static String withoutNestedTypes(String body) {
        Matcher nested = Pattern.compile(
                        "/\\*\\*(?:(?!\\*/).)*\\*/\\s*(?:interface|enum|record) [^{]*\\{", Pattern.DOTALL)
                .matcher(body);
        return nested.find()
                ? withoutNestedTypes(
                        body.substring(0, nested.start()) + body.substring(closing(body, nested.end()) + 1))
                : body;
    }

    /** Position of the brace that closes the block whose inside begins at {@code from}; braces in Javadoc are balanced. */
    private static int closing(String source, int from) {
        int depth = 1;
        int position = from;
        while (depth > 0) {
            char c = source.charAt(position++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return position - 1;
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\*", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
