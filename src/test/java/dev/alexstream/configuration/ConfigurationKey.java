package dev.alexstream.configuration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMappingInterface.Property;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** One key a user may set: its name, its default (empty when unset) and what its declaration says about it. */
record ConfigurationKey(String name, String defaultValue, String kind, String description) {

    static ConfigurationKey of(String name, Property property) {
        Method method = property.getMethod();
        return new ConfigurationKey(
                name,
                property.hasDefaultValue() ? property.getDefaultValue() : "",
                kind(method.getGenericReturnType()),
                DeclaredDocs.of(method));
    }

    /** The name as an environment variable, by the MicroProfile rule. */
    String environmentVariable() {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Optional.class) {
                return kind(last);
            }
            return generic.getRawType() == List.class ? "list of " + kind(last) : kind(last);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isEnum() ? choices(plain) : NAMES.getOrDefault(plain, "text");
    }

    private static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value ->
                        "`" + ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                .collect(Collectors.joining(", "));
    }

    private static final Map<Class<?>, String> NAMES = Map.of(
            int.class, "number",
            long.class, "number",
            double.class, "number",
            Integer.class, "number",
            OptionalInt.class, "number",
            boolean.class, "`true`, `false`",
            Duration.class, "duration",
            MemorySize.class, "size",
            Path.class, "path");
}
