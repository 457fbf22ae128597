package dev.alexstream.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which http(s) references may be followed, at the start and again at every redirect. */
final class HttpGuard {

    /** The decision. */
    sealed interface Admission {

        record Admitted(HttpTarget target) implements Admission {}

        record Denied(Answer.Refused answer) implements Admission {}
    }

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> suffixes = new HashSet<>();
    private final Set<Integer> ports;
    private final AddressPolicy addresses;

    /** @throws IllegalArgumentException names a setting that cannot be understood */
    HttpGuard(FetchConfig.Http config) {
        config.allowedHosts().orElse(List.of()).forEach(this::allow);
        this.ports = Set.copyOf(config.allowedPorts());
        this.addresses = new AddressPolicy(config.allowedNetworks().orElse(List.of()).stream()
                .map(Cidr::parse)
                .toList());
    }

    private void allow(String entry) {
        boolean suffix = entry.startsWith(".");
        String bare = suffix ? entry.substring(1) : entry;
        String host = (bare.indexOf(':') >= 0
                        ? AddressLiterals.v6(bare).map(InetAddress::getHostAddress)
                        : HostNames.normalise(bare))
                .orElseThrow(() -> new IllegalArgumentException("allowed-hosts: not a host name: " + entry));
        (suffix ? suffixes : hosts).add(host);
    }

    Admission admit(URI reference) {
        Optional<HttpTarget> parsed = HttpTargets.parse(reference);
        if (parsed.isEmpty()) {
            return denied(HttpTargets.objection(reference));
        }
        HttpTarget target = parsed.get();
        if (!isAllowed(target)) {
            return denied("The host is not among the allowed ones.");
        }
        return ports.contains(target.port())
                ? new Admission.Admitted(target)
                : denied("Port " + target.port() + " is not among the allowed ones.");
    }

    /** Whether every one of the addresses may be connected to: a name with one bad address is a bad name. */
    boolean permits(List<InetAddress> resolved) {
        return resolved.stream().allMatch(addresses::permits);
    }

    private boolean isAllowed(HttpTarget target) {
        if (hosts.contains(target.host())) {
            return true;
        }
        if (target.literal().isPresent()) {
            return false;
        }
        String name = target.host();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (suffixes.contains(name.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    private static Admission denied(String reason) {
        return new Admission.Denied(Answer.forbidden(reason));
    }
}
