package dev.alexstream.devbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class LoopbackPorts {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private LoopbackPorts() {}

    /** A port that was free a moment ago. */
    static int free() {
        return probe(0);
    }

    /** Says so when the port cannot be listened on. */
    static int requireFree(int port) {
        return probe(port);
    }

    private static int probe(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new BrokerStartException(
                    "Port " + port + " of " + BrokerSettings.HOST + " cannot be listened on (" + taken.getMessage()
                            + "); another program uses it, or name another port.",
                    taken);
        }
    }
}
