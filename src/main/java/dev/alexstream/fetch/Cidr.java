package dev.alexstream.fetch;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A network such as {@code 10.0.0.0/8} or {@code fc00::/7}. Bits beyond the prefix are ignored.
 *
 * @param network 4 or 16 bytes
 * @param prefix leading bits that count
 */
record Cidr(byte[] network, int prefix) {

    /** @throws IllegalArgumentException where the text is no network in CIDR notation */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> network = slash < 0 ? Optional.empty() : AddressLiterals.parse(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (network.isEmpty() || !length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a network in CIDR notation, such as 10.0.0.0/8: " + text);
        }
        byte[] bytes = network.get().getAddress();
        int prefix = Integer.parseInt(length);
        if (prefix > bytes.length * 8) {
            throw new IllegalArgumentException("prefix longer than the address: " + text);
        }
        return new Cidr(bytes, prefix);
    }

    /** An address of the other family is in no network of this one. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xFF) >>> (8 - rest) == 0;
    }
}
