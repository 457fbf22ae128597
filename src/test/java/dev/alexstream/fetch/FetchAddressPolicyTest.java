package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FetchAddressPolicyTest {

    private static final int ROUNDS = 20_000;

    /** First and last address of each special block, written out apart from the policy's own table. */
    private static final List<String> SPECIAL_RANGES = List.of(
            "0.0.0.0-0.255.255.255",
            "10.0.0.0-10.255.255.255",
            "100.64.0.0-100.127.255.255",
            "127.0.0.0-127.255.255.255",
            "168.63.129.16-168.63.129.16",
            "169.254.0.0-169.254.255.255",
            "172.16.0.0-172.31.255.255",
            "192.0.0.0-192.0.0.255",
            "192.0.2.0-192.0.2.255",
            "192.31.196.0-192.31.196.255",
            "192.52.193.0-192.52.193.255",
            "192.88.99.0-192.88.99.255",
            "192.168.0.0-192.168.255.255",
            "192.175.48.0-192.175.48.255",
            "198.18.0.0-198.19.255.255",
            "198.51.100.0-198.51.100.255",
            "203.0.113.0-203.0.113.255",
            "224.0.0.0-255.255.255.255");

    private final Random random = new Random(7);
    private final AddressPolicy policy = new AddressPolicy(List.of());

    @Test
    void shouldDrawTheLineOfEachSpecialBlockExactly() {
        for (String range : SPECIAL_RANGES) {
            long first = number(range.split("-", 2)[0]);
            long last = number(range.split("-", 2)[1]);
            assertThat(policy.permits(v4(first))).as("first of " + range).isFalse();
            assertThat(policy.permits(v4(last))).as("last of " + range).isFalse();
            assertThat(policy.permits(v4(first + (long) ((last - first) * random.nextDouble()))))
                    .as("inside " + range)
                    .isFalse();
            if (first > 0) {
                assertThat(policy.permits(v4(first - 1))).as("before " + range).isTrue();
            }
            if (last < 0xFFFFFFFFL) {
                assertThat(policy.permits(v4(last + 1))).as("after " + range).isTrue();
            }
        }
    }

    @Test
    void shouldAgreeWithTheRangesOnAnyV4Address() {
        for (int i = 0; i < ROUNDS; i++) {
            long number = random.nextInt() & 0xFFFFFFFFL;

            assertThat(policy.permits(v4(number))).as(v4(number).toString()).isEqualTo(!isSpecial(number));
        }
    }

    @Test
    void shouldRefuseEveryV6AddressThatThePlatformCallsLocalOrThatIsNotGlobalUnicast() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = randomBytes(16);
            InetAddress address = v6(bytes);
            boolean local = address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress();

            if (local || (bytes[0] & 0xE0) != 0x20) {
                assertThat(policy.permits(address)).as(address.toString()).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseEveryFormThatCarriesAV4Address() {
        for (int i = 0; i < ROUNDS; i++) {
            String v4 = HexFormat.of().formatHex(randomBytes(4));
            String any = HexFormat.of().formatHex(randomBytes(8));

            for (String form : List.of(
                    "00000000000000000000ffff" + v4,
                    "000000000000000000000000" + v4,
                    "0000000000000000ffff0000" + v4,
                    "0064ff9b0000000000000000" + v4,
                    "0064ff9b0001" + any.substring(0, 12) + v4,
                    "2002" + v4 + any + "0000",
                    "20010000" + v4 + any,
                    "2606470000000000" + "00005efe" + v4,
                    "2606470000000000" + "02005efe" + v4)) {
                InetAddress address = v6(HexFormat.of().parseHex(form));
                if (address.getAddress().length == 16) {
                    assertThat(policy.permits(address)).as(form).isFalse();
                }
            }
        }
    }

    @Test
    void shouldPermitPublicAddresses() {
        for (String address : List.of(
                "8.8.8.8",
                "1.1.1.1",
                "93.184.216.34",
                "192.0.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "2001:4860:4860::8888",
                "2400:cb00:2048:1::c629:d7a2")) {
            assertThat(policy.permits(AddressLiterals.parse(address).orElseThrow()))
                    .as(address)
                    .isTrue();
        }
    }

    @Test
    void shouldPermitWhatIsInsideAnAllowedNetworkAndNothingBeside() {
        AddressPolicy allowing = new AddressPolicy(List.of(
                Cidr.parse("10.1.2.0/23"),
                Cidr.parse("127.0.0.1/32"),
                Cidr.parse("fd00:1::/31"),
                Cidr.parse("::1/128")));

        for (String inside : List.of("10.1.2.0", "10.1.3.255", "127.0.0.1", "fd00:1::5", "fd00:0:ffff::", "::1")) {
            assertThat(allowing.permits(AddressLiterals.parse(inside).orElseThrow()))
                    .as(inside)
                    .isTrue();
        }
        for (String outside : List.of("10.1.1.255", "10.1.4.0", "127.0.0.2", "fd00:2::", "::2", "::127.0.0.1")) {
            assertThat(allowing.permits(AddressLiterals.parse(outside).orElseThrow()))
                    .as(outside)
                    .isFalse();
        }
    }

    @Test
    void shouldRefuseNetworksThatAreNone() {
        for (String text :
                List.of("10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8", "localhost/8", "/8", "10.0.0.0/x")) {
            assertThatThrownBy(() -> Cidr.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(text);
        }
    }

    private static boolean isSpecial(long number) {
        return SPECIAL_RANGES.stream()
                .map(range -> range.split("-", 2))
                .anyMatch(range -> number >= number(range[0]) && number <= number(range[1]));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long number(String dotted) {
        return ByteBuffer.wrap(AddressLiterals.v4(dotted).orElseThrow().getAddress())
                        .getInt()
                & 0xFFFFFFFFL;
    }

    private static InetAddress v4(long number) {
        return address(ByteBuffer.allocate(4).putInt((int) number).array());
    }

    private static InetAddress v6(byte[] bytes) {
        return address(bytes);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
