package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.FETCH_FORBIDDEN;
import static dev.alexstream.message.ErrorCode.FETCH_NOT_FOUND;
import static dev.alexstream.message.ErrorCode.FETCH_TIMEOUT;
import static dev.alexstream.message.ErrorCode.UNSUPPORTED_SOURCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** References whose address is the attack: each would reach a server of {@link HostileWorld} that counts, or the machine's inside. */
final class HostileAddresses {

    /** Special addresses in their canonical notation; the host list allows them, the address check must not. */
    static final List<String> V4 = List.of(
            "127.0.0.2",
            "127.1.1.1",
            "127.255.255.254",
            "0.0.0.0",
            "0.0.0.1",
            "10.0.0.1",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.168.255.255",
            "169.254.169.254",
            "169.254.170.2",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.254",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255");

    static final List<String> V6 = List.of(
            "::1",
            "::",
            "0:0:0:0:0:0:0:1",
            "0000:0000:0000:0000:0000:0000:0000:0001",
            "::127.0.0.2",
            "::7f00:2",
            "::ffff:0:127.0.0.2",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "100::1",
            "64:ff9b::7f00:2",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::7f00:2",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:db8::1",
            "2002:7f00:2::",
            "2002:a9fe:a9fe::1",
            "2606:4700::5efe:7f00:2",
            "3fff::1",
            "5f00::1");

    /** Mapped forms and zones, which no host list can even name. */
    private static final List<String> V6_NEVER = List.of(
            "::ffff:127.0.0.1",
            "::ffff:127.0.0.2",
            "::ffff:7f00:2",
            "0:0:0:0:0:ffff:7f00:0002",
            "::ffff:169.254.169.254",
            "fe80::1%25lo",
            "::1%251");

    /** What lenient parsers take for 127.0.0.1 or 127.0.0.2. */
    private static final List<String> ODD_V4 = List.of(
            "2130706433",
            "2130706434",
            "0x7f000001",
            "0X7F000002",
            "017700000002",
            "0177.0.0.2",
            "0x7f.0.0.2",
            "0x7f.0x0.0x0.0x2",
            "127.1",
            "127.2",
            "127.0.2",
            "127.0.0.02",
            "127.0.0.002",
            "0127.0.0.2",
            "127.0.0.0x2",
            "127.0.0x2",
            "00000177.0.0.2",
            "127.0.0.2.2",
            "4294967297",
            "127.0.0.258",
            "127.0.0.",
            "127.0.0.2.");

    private static final List<String> NO_HOSTS = List.of(
            "127.0.0.2..",
            ".127.0.0.2",
            "127%2e0%2e0%2e2",
            "%31%32%37.0.0.2",
            "local%68ost",
            "\uFF11\uFF12\uFF17.\uFF10.\uFF10.\uFF12",
            "127\u30020\u30020\u30022",
            "\u2460\u2461\u2466.\u24EA.\u24EA.\u2461",
            "inward.test%00.good.test",
            "-inward.test",
            "in$ward.test",
            "a".repeat(64) + ".test");

    /** What the resolver of the world says about each name, in turn. */
    static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("inward.test", List.of("127.0.0.2")),
            Map.entry("unspecified.test", List.of("0.0.0.0")),
            Map.entry("metadata.test", List.of("169.254.169.254")),
            Map.entry("private.test", List.of("10.0.0.1")),
            Map.entry("six.test", List.of("::1")),
            Map.entry("ula.test", List.of("fd00::1")),
            Map.entry("nat64.test", List.of("64:ff9b::7f00:2")),
            Map.entry("compatible.test", List.of("::127.0.0.2")),
            Map.entry("sixtofour.test", List.of("2002:7f00:2::1")),
            Map.entry("deep.below.suffix.test", List.of("127.0.0.2")),
            Map.entry("xn--mnchen-3ya.test", List.of("127.0.0.2")));

    private final int sink;
    private final int closed;
    private final int good;

    HostileAddresses(HostileWorld world) {
        this.sink = world.sink().port();
        this.closed = world.closed().port();
        this.good = world.good().port();
    }

    List<HostileReference> all() {
        List<HostileReference> all = new ArrayList<>();
        V4.forEach(a -> all.add(HostileReference.of("http://" + a + ":" + sink + "/good", FETCH_FORBIDDEN, a)));
        V6.forEach(a -> all.add(HostileReference.of("http://[" + a + "]:" + sink + "/good", FETCH_FORBIDDEN, a)));
        V6_NEVER.forEach(a -> all.add(HostileReference.of("http://[" + a + "]:" + sink + "/good", FETCH_FORBIDDEN)));
        ODD_V4.forEach(a -> all.add(HostileReference.of("http://" + a + ":" + sink + "/good", FETCH_FORBIDDEN, a)));
        all.add(HostileReference.of("s3://bucket/key.jpg", FETCH_FORBIDDEN));
        NO_HOSTS.forEach(a -> all.add(HostileReference.of("http://" + a + ":" + sink + "/good", FETCH_FORBIDDEN)));
        NAMES.keySet()
                .forEach(
                        n -> all.add(HostileReference.named("http://" + n + ":" + sink + "/good", FETCH_FORBIDDEN, n)));
        all.addAll(names());
        all.addAll(authorities());
        all.addAll(schemes());
        return all;
    }

    private List<HostileReference> names() {
        return Stream.of(
                        "http://mixed.test:" + sink + "/good",
                        "http://mixed-six.test:" + sink + "/good",
                        "https://inward.test:" + sink + "/good",
                        "HTTP://INWARD.TEST.:" + sink + "/good",
                        "http://m\u00FCnchen.test:" + sink + "/good",
                        "http://\uFF49nward.test:" + sink + "/good",
                        "http://rebind.test:" + good + "/to-myself",
                        "http://rebind-busy.test:" + good + "/busy")
                .map(r -> HostileReference.named(
                        r,
                        FETCH_FORBIDDEN,
                        "mixed.test",
                        "mixed-six.test",
                        "inward.test",
                        "rebind.test",
                        "rebind-busy.test"))
                .toList();
    }

    private List<HostileReference> authorities() {
        String rest = ":" + sink + "/good";
        return List.of(
                HostileReference.of("http://user@127.0.0.1:" + good + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://user:secret@127.0.0.1:" + good + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:" + good + "@127.0.0.2" + rest, FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.2" + rest + "?@127.0.0.1:" + good + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.2" + rest + "#@127.0.0.1/good", FETCH_FORBIDDEN),
                HostileReference.of("http://@127.0.0.1:" + good + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:" + closed + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:22/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:0/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:99999/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:" + good + ":" + sink + "/good", FETCH_FORBIDDEN),
                HostileReference.of("http://127.0.0.1:-1/good", FETCH_FORBIDDEN),
                HostileReference.of("http:///good", FETCH_FORBIDDEN),
                HostileReference.of("http:good", FETCH_FORBIDDEN),
                HostileReference.of("http:/127.0.0.2" + rest, FETCH_FORBIDDEN),
                HostileReference.of("http://:" + sink + "/good", FETCH_FORBIDDEN),
                HostileReference.named("http://elsewhere.test" + rest, FETCH_FORBIDDEN),
                HostileReference.named("http://suffix.test" + rest, FETCH_FORBIDDEN),
                HostileReference.named("http://evilsuffix.test" + rest, FETCH_FORBIDDEN),
                HostileReference.named("http://a.suffix.test.evil.test" + rest, FETCH_FORBIDDEN),
                HostileReference.named("http://nowhere.suffix.test" + rest, FETCH_NOT_FOUND),
                HostileReference.of("https://127.0.0.1:" + good + "/good", FETCH_TIMEOUT));
    }

    private List<HostileReference> schemes() {
        return Stream.of(
                        "ftp://127.0.0.2:" + sink + "/good",
                        "gopher://127.0.0.2:" + sink + "/_GET%20/",
                        "jar:http://127.0.0.2:" + sink + "/a.jar!/b.png",
                        "ldap://127.0.0.2:" + sink + "/x",
                        "dict://127.0.0.2:" + sink + "/x",
                        "ws://127.0.0.2:" + sink + "/x",
                        "httpx://127.0.0.2:" + sink + "/x",
                        "view-source:http://127.0.0.2:" + sink + "/x",
                        "javascript:alert(1)",
                        "netdoc:/etc/passwd",
                        "//127.0.0.2:" + sink + "/good",
                        "/etc/passwd",
                        "good.jpg")
                .map(r -> HostileReference.of(r, UNSUPPORTED_SOURCE))
                .toList();
    }
}
