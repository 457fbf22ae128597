package dev.alexstream.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The constants of an enumeration as they are typed and shown: in lower case. */
record Words<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public E convert(String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> of(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of " + all()));
    }

    private List<String> all() {
        return Stream.of(type.getEnumConstants()).map(Words::of).toList();
    }
}
