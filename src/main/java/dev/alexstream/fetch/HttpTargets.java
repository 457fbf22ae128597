package dev.alexstream.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses http(s) references. The authority is taken apart here and not by {@link URI}, which calls odd hosts a "registry" and leaves them
 * to whoever connects: a host that is not clearly a name or a canonical literal is refused.
 */
public final class HttpTargets {

    /** Host in brackets or without colon, then perhaps a port. */
    private static final Pattern AUTHORITY = Pattern.compile("(\\[([^\\[\\]]*)]|[^:\\[\\]]+)(:([0-9]{0,5}))?");

    private HttpTargets() {}

    /** Empty where no host and port can be read with certainty, or user information stands before them. */
    public static Optional<HttpTarget> parse(URI reference) {
        String text = reference.getRawAuthority();
        if (text == null || text.indexOf('@') >= 0) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(text);
        if (!authority.matches()) {
            return Optional.empty();
        }
        boolean tls = "https".equalsIgnoreCase(reference.getScheme());
        int port = port(authority.group(4), tls);
        String bracketed = authority.group(2);
        String path = path(reference);
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        return bracketed != null
                ? AddressLiterals.v6(bracketed).map(literal -> literal(literal, tls, port, path))
                : HostNames.normalise(authority.group(1)).flatMap(name -> named(name, tls, port, path));
    }

    /** Why {@link #parse} reads nothing there, as a sentence. */
    public static String objection(URI reference) {
        String authority = reference.getRawAuthority();
        if (authority == null) {
            return "The reference names no host.";
        }
        return authority.indexOf('@') >= 0
                ? "References with user information are not allowed."
                : "The reference's host or port is not in a form that is allowed.";
    }

    private static Optional<HttpTarget> named(String name, boolean tls, int port, String path) {
        if (AddressLiterals.endsInNumber(name)) {
            return AddressLiterals.v4(name).map(address -> literal(address, tls, port, path));
        }
        return Optional.of(new HttpTarget(tls, name, port, path, Optional.empty()));
    }

    private static HttpTarget literal(InetAddress address, boolean tls, int port, String path) {
        return new HttpTarget(tls, address.getHostAddress(), port, path, Optional.of(address));
    }

    private static int port(String digits, boolean tls) {
        if (digits == null || digits.isEmpty()) {
            return tls ? 443 : 80;
        }
        return Integer.parseInt(digits);
    }

    /** A redirect to a relative path, resolved against a reference without one, leaves a path without its slash. */
    private static String path(URI reference) {
        String raw = reference.getRawPath();
        String path = raw.startsWith("/") ? raw : "/" + raw;
        String query = reference.getRawQuery() == null ? "" : "?" + reference.getRawQuery();
        return PercentEncoding.ascii(path + query);
    }
}
