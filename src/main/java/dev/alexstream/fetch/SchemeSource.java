package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Hands a reference to the source of its scheme. */
final class SchemeSource implements Source {

    private static final Set<String> KNOWN = Set.of("http", "https", "file", "s3");

    private final Map<String, Source> enabled;

    /** @param enabled sources by lower-case scheme */
    SchemeSource(Map<String, Source> enabled) {
        this.enabled = Map.copyOf(enabled);
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        String scheme =
                reference.getScheme() == null ? "" : reference.getScheme().toLowerCase(Locale.ROOT);
        Source source = enabled.get(scheme);
        return source != null ? source.get(reference, budget) : CompletableFuture.completedFuture(refuse(scheme));
    }

    private static Answer refuse(String scheme) {
        if (KNOWN.contains(scheme)) {
            return Answer.forbidden("References of the scheme " + scheme + " are not enabled.");
        }
        return new Refused(ErrorCode.UNSUPPORTED_SOURCE, "References of this scheme cannot be read.");
    }

    @Override
    public void close() {
        enabled.values().stream().distinct().forEach(Source::close);
    }
}
