package dev.alexstream.training;

import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.InboundRecord;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a label is from, as far as it says: the host or bucket of its image, the folder of a file, else the source of its event or the topic.
 * A folder that is named like the label says what the image is, not who says so: images that move to another class folder are called
 * otherwise by the same source.
 *
 * <pre>
 *   https://photos.example/a/b.jpg → https://photos.example      file:///data/daisy/1.jpg → file:///data/daisy, as a daisy file:///data
 *   s3://photos/a.jpg → s3://photos                              /cameras/7 → /cameras/7
 * </pre>
 */
final class LabelSource {

    private static final Pattern HOST = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://[^/]+).*");
    private static final Pattern FOLDER = Pattern.compile("(file:.*)/[^/]*");
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
        if (source.startsWith("data:") || source.startsWith("kafka:")) {
            return topic;
        }
        Matcher folder = FOLDER.matcher(source);
        Matcher host = HOST.matcher(source);
        String who = folder.matches() ? outsideClass(folder.group(1), label) : host.matches() ? host.group(1) : source;
        return who.substring(0, Math.min(LONGEST, who.length()));
    }

    private static String outsideClass(String folder, String label) {
        int name = folder.lastIndexOf('/') + 1;
        return name > 0 && decoded(folder.substring(name)).equals(label) ? folder.substring(0, name - 1) : folder;
    }

    /** A name in a URI; as it stands if it is not encoded like one. */
    private static String decoded(String name) {
        try {
            return URI.create("file:/" + name).getPath().substring(1);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
