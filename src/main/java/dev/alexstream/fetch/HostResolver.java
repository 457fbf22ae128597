package dev.alexstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses. Asked once per connection attempt; the addresses it names are checked and connected to. */
@FunctionalInterface
public interface HostResolver {

    /** The resolver of the operating system. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Blocks until the answer is there.
     *
     * @param host a name in lower-case ASCII without a trailing dot, never an address literal
     * @throws UnknownHostException where no address is known
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
