package dev.alexstream.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every key that some typed interface of the program declares. */
public final class ConfigurationKeys {

    private static final Path CLASSES = Path.of("target", "classes");

    /** A list can also be given element by element; that is not a key of its own. */
    private static final String ELEMENT = "[*]";

    private static final List<ConfigurationKey> ALL = read();

    private ConfigurationKeys() {}

    static List<ConfigurationKey> all() {
        return ALL;
    }

    /** The declared default of a key, empty when there is no such key or it has none. */
    public static Optional<String> defaultOf(String name) {
        return ALL.stream()
                .filter(key -> key.name().equals(name))
                .map(ConfigurationKey::defaultValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Names under which the program's own keys can be set in the environment. */
    public static Set<String> environmentVariables() {
        return ALL.stream().map(ConfigurationKey::environmentVariable).collect(Collectors.toUnmodifiableSet());
    }

    private static List<ConfigurationKey> read() {
        var keys = new TreeMap<String, ConfigurationKey>();
        for (Class<?> type : mappings()) {
            ConfigMappings.getProperties(ConfigClass.configClass(type)).forEach((name, property) -> {
                if (!name.endsWith(ELEMENT)) {
                    keys.put(name, ConfigurationKey.of(name, property));
                }
            });
        }
        return List.copyOf(keys.values());
    }

    private static List<Class<?>> mappings() {
        try (var files = Files.walk(CLASSES.resolve("dev"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .<Class<?>>map(ConfigurationKeys::load)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Path file) {
        String name =
                CLASSES.relativize(file).toString().replaceAll("[/\\\\]", ".").replaceAll("\\.class$", "");
        try {
            return Class.forName(name, false, ConfigurationKeys.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
