package dev.alexstream.fetch;

import dev.alexstream.message.ErrorCode;
import java.util.List;

/**
 * A reference that a message could carry to hurt whoever fetches it.
 *
 * @param reference parses as a URI
 * @param expected how it has to be refused
 * @param hosts must stand in {@code allowed-hosts}, so that it is not the host list that refuses
 * @param needsNames only meaningful where names are resolved by {@link HostileWorld#resolver()}
 */
public record HostileReference(String reference, ErrorCode expected, List<String> hosts, boolean needsNames) {

    static HostileReference of(String reference, ErrorCode expected, String... hosts) {
        return new HostileReference(reference, expected, List.of(hosts), false);
    }

    static HostileReference named(String reference, ErrorCode expected, String... hosts) {
        return new HostileReference(reference, expected, List.of(hosts), true);
    }

    /** Whether it is time that refuses it. */
    public boolean slow() {
        return expected == ErrorCode.FETCH_TIMEOUT;
    }

    @Override
    public String toString() {
        return expected + " " + (reference.length() > 120 ? reference.substring(0, 120) + "..." : reference);
    }
}
