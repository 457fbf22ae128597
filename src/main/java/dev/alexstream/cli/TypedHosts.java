package dev.alexstream.cli;

import dev.alexstream.fetch.FetchConfig;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person's own URLs allow: their hosts and ports, beside the configured ones. The check of addresses stays, so a name that leads
 * into a private network is refused unless {@code alexstream.fetch.http.allowed-networks} has it; so is a redirect to another host.
 */
final class TypedHosts {

    private TypedHosts() {}

    /** Settings of the fetch room, to be laid over the configured ones; empty when there is no http(s) URL. */
    static Map<String, String> overrides(List<Source> sources, FetchConfig.Http configured) {
        Set<String> hosts = new LinkedHashSet<>(configured.allowedHosts().orElse(List.of()));
        Set<Integer> ports = new LinkedHashSet<>(configured.allowedPorts());
        List<URI> typed = sources.stream()
                .flatMap(source -> source instanceof Source.Remote remote ? Stream.of(remote.uri()) : Stream.empty())
                .filter(TypedHosts::isHttp)
                .toList();
        for (URI uri : typed) {
            hosts.add(uri.getHost());
            ports.add(portOf(uri));
        }
        return typed.isEmpty()
                ? Map.of()
                : Map.of(
                        "alexstream.fetch.http.allowed-hosts", String.join(",", hosts),
                        "alexstream.fetch.http.allowed-ports",
                                ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static boolean isHttp(URI uri) {
        String scheme = uri.getScheme();
        return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) && uri.getHost() != null;
    }

    private static int portOf(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
