package dev.alexstream.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A version of a model as it is typed: {@code NAME/VERSION}. */
record ModelKey(String name, String version) {

    static final class Converter implements ITypeConverter<ModelKey> {

        private static final Pattern FORM = Pattern.compile("([^/\\s]+)/([^/\\s]+)");

        @Override
        public ModelKey convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("'" + text + "' is not NAME/VERSION, such as flowers17/2");
            }
            return new ModelKey(parts.group(1), parts.group(2));
        }
    }
}
