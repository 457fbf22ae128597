package dev.alexstream.training;

import dev.alexstream.fetch.HttpTarget;
import dev.alexstream.fetch.HttpTargets;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.InboundRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a label is from, as far as it says: the host or bucket of its image, the folder of a file, else the source of its event or the topic.
 * However a host or a path is spelled, it is the same source. A folder that is named like the label says what the image is, not who says so:
 * images that move to another class folder are called otherwise by the same source.
 *
 * <pre>
 *   https://photos.example/a/b.jpg → https://photos.example      file:///data/daisy/1.jpg → file:///data/daisy, as a daisy file:///data
 *   s3://photos/a.jpg → s3://photos                              /cameras/7 → /cameras/7
 * </pre>
 */
final class LabelSource {

    private static final Pattern AUTHORITY = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)(://[^/]+).*");
    private static final Pattern FILE = Pattern.compile("file:(?://([^/]*))?(.*)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 500;

    private LabelSource() {}

    static LabelPosition position(InboundRecord record, ImageRequest request) {
        return new LabelPosition(
                record.coordinates().partition(),
                record.coordinates().offset(),
                of(
                        request.source(),
                        request.label().orElse(""),
                        record.coordinates().topic()));
    }

    static String of(String source, String label, String topic) {
        String scheme = source.substring(0, Math.max(0, source.indexOf(':'))).toLowerCase(Locale.ROOT);
        String who =
                switch (scheme) {
                    case "data", "kafka" -> topic;
                    case "file" -> folder(source, label);
                    case "http", "https" -> origin(source).orElseGet(() -> authority(source));
                    default -> authority(source);
                };
        return who.substring(0, Math.min(LONGEST, who.length()));
    }

    private static Optional<String> origin(String source) {
        return uri(source).flatMap(HttpTargets::parse).map(LabelSource::origin);
    }

    private static String origin(HttpTarget target) {
        String scheme = target.tls() ? "https" : "http";
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        boolean usual = target.port() == (target.tls() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + target.port());
    }

    private static String authority(String source) {
        Matcher authority = AUTHORITY.matcher(source);
        return authority.matches() ? authority.group(1).toLowerCase(Locale.ROOT) + authority.group(2) : source;
    }

    private static String folder(String source, String label) {
        Matcher file = FILE.matcher(source);
        if (!file.matches()) {
            return source;
        }
        String path = uri(source).map(URI::getPath).orElse(file.group(2));
        List<String> names = new ArrayList<>();
        for (String name : path.substring(0, path.lastIndexOf('/') + 1).split("/", -1)) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        int last = names.size() - 1;
        if (last >= 0 && names.get(last).equals(label)) {
            names.remove(last);
        }
        return "file://" + host(file.group(1)) + "/" + String.join("/", names);
    }

    private static String host(String authority) {
        String host = authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        return host.equals("localhost") ? "" : host;
    }

    /** Empty if it is not spelled as one; then it is taken as it stands. */
    private static Optional<URI> uri(String source) {
        try {
            return Optional.of(URI.create(source));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
