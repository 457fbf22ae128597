package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One version of a model, and which weights it is.
 *
 * @param name lower case letters, digits, {@code .}, {@code _} and {@code -}
 * @param version of the same alphabet
 * @param digest SHA-256 of the weights file: {@code sha256:} and 64 hexadecimal digits
 */
public record ModelReference(String name, String version, String digest) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public ModelReference {
        require(name, NAME, "name");
        require(version, NAME, "version");
        require(digest, DIGEST, "digest");
    }

    public static ModelReference of(ModelManifest manifest) {
        return new ModelReference(manifest.name(), manifest.version(), manifest.digest());
    }

    /** {@code NAME/VERSION}: what the registry knows it by. */
    public String key() {
        return key(name, version);
    }

    /** The version, if it is a whole number. */
    OptionalLong number() {
        return version.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(version)) : OptionalLong.empty();
    }

    static String key(String name, String version) {
        return name + "/" + version;
    }

    private static void require(String value, Pattern pattern, String member) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new ModelException(
                    Problem.INVALID_REFERENCE, "the " + member + " of a model is missing or invalid: " + value);
        }
    }
}
