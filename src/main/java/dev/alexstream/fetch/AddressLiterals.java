package dev.alexstream.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address literals in their one canonical notation: four decimal numbers without leading zeros, or IPv6 without a zone. Everything else
 * that some parser takes for an address (one to three parts, octal, hexadecimal, IPv4-mapped) is no literal here.
 */
final class AddressLiterals {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private AddressLiterals() {}

    static Optional<InetAddress> parse(String text) {
        return text.indexOf(':') < 0 ? v4(text) : v6(text);
    }

    static Optional<InetAddress> v4(String text) {
        if (!V4.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(ofBytes(bytes));
    }

    /** @param text without brackets */
    static Optional<InetAddress> v6(String text) {
        if (!V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // in brackets, the platform parses a literal and asks no name service
            InetAddress address = InetAddress.getByName("[" + text + "]");
            return address instanceof Inet6Address ? Optional.of(ofBytes(address.getAddress())) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether parsers of the C library's tradition would read the host as an IPv4 address, whatever its notation. */
    static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.matches("[0-9]+|0[xX][0-9a-fA-F]*");
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
