package dev.alexstream.cli;

import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.fetch.HttpTarget;
import dev.alexstream.fetch.HttpTargets;
import dev.alexstream.s3.ObjectPlace;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person's own references allow: their hosts and ports, and their buckets, beside the configured ones. The check of addresses stays,
 * so a name that leads into a private network is refused unless {@code alexstream.fetch.http.allowed-networks} has it; so is a redirect to
 * another host.
 */
final class TypedHosts {

    private TypedHosts() {}

    /** Settings of the fetch room, to be laid over the configured ones; empty when nothing is to be fetched. */
    static Map<String, String> overrides(List<Source> sources, FetchConfig configured) {
        List<URI> typed = sources.stream()
                .flatMap(source -> source instanceof Source.Remote remote ? Stream.of(remote.uri()) : Stream.empty())
                .toList();
        Map<String, String> settings = new HashMap<>();
        settings.putAll(hosts(typed.stream().filter(TypedHosts::isHttp).toList(), configured.http()));
        settings.putAll(buckets(typed.stream().filter(TypedHosts::isObject).toList(), configured.s3()));
        return settings;
    }

    private static Map<String, String> hosts(List<URI> typed, FetchConfig.Http configured) {
        Set<String> hosts = new LinkedHashSet<>(configured.allowedHosts().orElse(List.of()));
        Set<Integer> ports = new LinkedHashSet<>(configured.allowedPorts());
        List<HttpTarget> targets =
                typed.stream().flatMap(uri -> HttpTargets.parse(uri).stream()).toList();
        for (HttpTarget target : targets) {
            hosts.add(target.host());
            ports.add(target.port());
        }
        return targets.isEmpty()
                ? Map.of()
                : Map.of(
                        "alexstream.fetch.http.allowed-hosts", String.join(",", hosts),
                        "alexstream.fetch.http.allowed-ports",
                                ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static Map<String, String> buckets(List<URI> typed, FetchConfig.S3 configured) {
        Set<String> buckets = new LinkedHashSet<>(configured.allowedBuckets().orElse(List.of()));
        typed.forEach(uri -> buckets.add(uri.getRawAuthority()));
        return typed.isEmpty() ? Map.of() : Map.of("alexstream.fetch.s3.allowed-buckets", String.join(",", buckets));
    }

    private static boolean isObject(URI uri) {
        return ObjectPlace.parse(uri).isPresent();
    }

    static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }
}
