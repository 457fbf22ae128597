package dev.alexstream.devbroker;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jboss.logging.Logger;

/**
 * One Kafka broker with its controller (KRaft) in this process, on the loopback address. Data stays in the folder: a broker started on it
 * again goes on where the last one ended, on whatever port. A fatal fault of the running broker, such as a full disk, ends the process.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, BrokerFolder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Returns when the broker takes requests.
     *
     * @param port 0 for a free one
     * @param dataDir created when missing, usable by one broker at a time
     * @throws BrokerStartException when the port is taken or the folder cannot be used
     */
    public static EmbeddedBroker start(int port, Path dataDir) {
        return start(port, 0, dataDir);
    }

    /** @param advertisedPort where clients are told to go, 0 for the broker's own port */
    static EmbeddedBroker start(int port, int advertisedPort, Path dataDir) {
        BrokerFolder folder = BrokerFolder.open(dataDir.toAbsolutePath());
        try {
            folder.format(BrokerSettings.NODE_ID, BrokerSettings.CONTROLLER);
            return start(port, advertisedPort, folder, ATTEMPTS);
        } catch (RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    /** A free port may be taken by another program before the broker has it, hence the attempts. */
    private static EmbeddedBroker start(int wantedPort, int advertisedPort, BrokerFolder folder, int attempts) {
        int port = LoopbackPorts.requireFree(wantedPort);
        Map<String, String> settings = BrokerSettings.of(
                port, advertisedPort == 0 ? port : advertisedPort, LoopbackPorts.free(), folder.logs());
        try {
            return new EmbeddedBroker(startWithoutExit(settings), folder, port);
        } catch (RuntimeException failed) {
            if (attempts > 1 && failed.getCause() instanceof BindException) {
                return start(wantedPort, advertisedPort, folder, attempts - 1);
            }
            throw new BrokerStartException("The embedded broker did not start: " + failed.getMessage(), failed);
        }
    }

    /** A Kafka server that cannot start asks for the end of the process; here it is an exception. */
    private static KafkaRaftServer startWithoutExit(Map<String, String> settings) {
        Exit.Procedure refuse = (status, message) -> {
            throw new BrokerStartException("Kafka asked to exit with status " + status + ": " + message);
        };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
        try {
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            startOrShutDown(server);
            return server;
        } finally {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private static void startOrShutDown(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException failed) {
            server.shutdown();
            throw failed;
        }
    }

    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** Stops within a bound; flushes what was written. */
    @Override
    public void close() {
        Thread closing = new Thread(server::shutdown, "broker-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_BOUND.toMillis());
            if (closing.isAlive()) {
                LOG.warnf("The embedded broker did not stop within %s", CLOSE_BOUND);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }
}
