package dev.alexstream.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those of the public internet, and those of networks that were allowed by name.
 *
 * <p>Refused are the blocks of the IANA special-purpose registries (RFC 6890 and successors), multicast, and everything of IPv6 outside
 * global unicast 2000::/3: with that loopback, unspecified, IPv4-mapped and IPv4-compatible forms, NAT64 (64:ff9b::/96, 64:ff9b:1::/48),
 * ULA, link-local and site-local. Inside 2000::/3 the forms that carry an IPv4 address are refused too: Teredo, 6to4, ISATAP. A NAT64
 * prefix that a network took from its own global block cannot be told from other addresses. Refused besides is 168.63.129.16, at which
 * Azure's platform answers each of its machines.
 */
final class AddressPolicy {

    private static final List<Cidr> SPECIAL_V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");
    private static final List<Cidr> SPECIAL_V6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private final List<Cidr> allowed;

    AddressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean permits(InetAddress address) {
        return within(allowed, address) || !isSpecial(address);
    }

    private static boolean isSpecial(InetAddress address) {
        return address.getAddress().length == 4
                ? within(SPECIAL_V4, address)
                : !GLOBAL_V6.contains(address) || within(SPECIAL_V6, address) || isIsatap(address.getAddress());
    }

    /** RFC 5214: the interface identifier is 0000:5efe or 0200:5efe and an IPv4 address. */
    private static boolean isIsatap(byte[] v6) {
        return (v6[8] & ~2) == 0 && v6[9] == 0 && v6[10] == 0x5E && v6[11] == (byte) 0xFE;
    }

    private static boolean within(List<Cidr> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Cidr> networks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
