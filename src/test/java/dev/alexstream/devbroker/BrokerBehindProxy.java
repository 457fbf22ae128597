package dev.alexstream.devbroker;

import java.nio.file.Path;

/** A broker that tells clients to come through another port. */
public final class BrokerBehindProxy {

    private BrokerBehindProxy() {}

    public static EmbeddedBroker start(Path dataDir, int advertisedPort) {
        return EmbeddedBroker.start(0, advertisedPort, dataDir);
    }
}
