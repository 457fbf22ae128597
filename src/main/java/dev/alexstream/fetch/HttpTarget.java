package dev.alexstream.fetch;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What an http(s) reference points to, in the one spelling that everything after the parser works with.
 *
 * @param tls https
 * @param host a name as {@link HostNames} spells it, or an address literal (IPv6 without brackets)
 * @param port 1 to 65535
 * @param path path and query in ASCII, never empty
 * @param literal the address, where the host is a literal
 */
public record HttpTarget(boolean tls, String host, int port, String path, Optional<InetAddress> literal) {}
