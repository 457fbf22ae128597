package dev.alexstream.fault;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between clients and a broker. Requests pass; the answers to commits of transactions are held back or dropped as it is told. It
 * reads frames: a length of four bytes, then for requests the API key (two), the version (two) and the correlation id (four), for
 * answers the correlation id.
 */
final class AnswerHoldingProxy implements AutoCloseable {

    private static final short END_TXN = 26;

    /** What happens to the next answer to a commit. */
    enum Treatment {
        /** Comes 6 s late: the client's call has timed out by then. */
        HOLD,
        /** Never comes; the connection stays open. */
        SWALLOW,
        /** The connection ends instead. */
        CUT
    }

    private static final Duration HELD = Duration.ofSeconds(6);

    private final ServerSocket server;
    private final Queue<Treatment> treatments = new ConcurrentLinkedQueue<>();
    private volatile int upstream;

    AnswerHoldingProxy() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(loopback(), 0));
        daemon("proxy-accept", this::accept);
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    int port() {
        return server.getLocalPort();
    }

    void forwardTo(String bootstrapServers) {
        upstream = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    }

    /** The next answer to a commit, of whichever client, is treated so. */
    void treatNext(Treatment treatment) {
        treatments.add(treatment);
    }

    /** Treatments that no answer has met yet. */
    int waiting() {
        return treatments.size();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Socket broker = new Socket(loopback(), upstream);
                Set<Integer> commits = ConcurrentHashMap.newKeySet();
                daemon("proxy-requests", () -> pass(client, broker, frame -> noteCommit(frame, commits)));
                daemon("proxy-answers", () -> pass(broker, client, frame -> answer(frame, commits)));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Decides on a frame. */
    private interface Inspection {

        Verdict inspect(ByteBuffer frame) throws InterruptedException;
    }

    private enum Verdict {
        PASS,
        DROP,
        END
    }

    private static Verdict noteCommit(ByteBuffer request, Set<Integer> commits) {
        if (request.getShort(0) == END_TXN) {
            commits.add(request.getInt(4));
        }
        return Verdict.PASS;
    }

    private Verdict answer(ByteBuffer answer, Set<Integer> commits) throws InterruptedException {
        Treatment treatment = commits.remove(answer.getInt(0)) ? treatments.poll() : null;
        if (treatment == null) {
            return Verdict.PASS;
        }
        return switch (treatment) {
            case HOLD -> {
                Thread.sleep(HELD.toMillis());
                yield Verdict.PASS;
            }
            case SWALLOW -> Verdict.DROP;
            case CUT -> Verdict.END;
        };
    }

    private static void pass(Socket from, Socket to, Inspection inspection) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                Verdict verdict = inspection.inspect(ByteBuffer.wrap(frame));
                if (verdict == Verdict.END) {
                    return;
                }
                if (verdict == Verdict.PASS) {
                    out.writeInt(frame.length);
                    out.write(frame);
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException ended) {
            // one side has closed its connection; the other follows
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
