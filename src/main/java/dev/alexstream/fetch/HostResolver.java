package dev.alexstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/** Turns a host name into addresses. Asked once per connection attempt; the addresses it names are checked and connected to. */
@FunctionalInterface
public interface HostResolver {

    /** The security property for how many seconds a failed lookup is remembered. */
    String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";

    /** As Java is delivered. */
    String NEGATIVE_TTL_DEFAULT = "10";

    /** The resolver of the operating system. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Lets the Java platform ask again for a name that it could not resolve. Left alone it remembers that for ten seconds, but not whether
     * the name is unknown or the name service was away. To be called before the first lookup of the process; what an operator has set in
     * {@code java.security} instead of the platform's default stays.
     */
    static void rememberNoFailures() {
        if (NEGATIVE_TTL_DEFAULT.equals(Security.getProperty(NEGATIVE_TTL))) {
            Security.setProperty(NEGATIVE_TTL, "0");
        }
    }

    /**
     * Blocks until the answer is there.
     *
     * @param host a name in lower-case ASCII without a trailing dot, never an address literal
     * @throws UnknownHostException where no address is known
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
