package dev.alexstream.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server of one screen, whose answers are written byte by byte by the test. Counts connections and requests. */
public final class ImageServer implements AutoCloseable {

    /** Writes an answer; the connection is closed afterwards unless it says true. */
    @FunctionalInterface
    public interface Script {
        boolean answer(String requestHead, OutputStream out) throws IOException, InterruptedException;
    }

    /** Bytes that every good reference of the tests leads to. */
    public static final byte[] IMAGE = "the bytes of an image".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads("test-server"));
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private ImageServer(ServerSocket socket) {
        this.socket = socket;
        threads.execute(this::acceptAll);
    }

    /** On a free port of the address. */
    public static ImageServer on(String address) {
        try {
            return of(new ServerSocket(0, 200, InetAddress.getByName(address)));
        } catch (IOException e) {
            throw new IllegalStateException("no server on " + address, e);
        }
    }

    public static ImageServer of(ServerSocket socket) {
        ImageServer server = new ImageServer(socket);
        server.script("/good", (head, out) -> ok(out, IMAGE));
        return server;
    }

    public ImageServer script(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** The path answers with these bytes and closes. */
    public ImageServer raw(String path, String answer) {
        return script(path, (head, out) -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        });
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Request heads in the order they came. */
    public List<String> requests() {
        return requests;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    static boolean ok(OutputStream out, byte[] body) throws IOException {
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        return true;
    }

    /** Writes the text; the connection stays open. */
    static boolean text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                open.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            boolean more = true;
            while (more) {
                String head = readHead(in);
                if (head.isEmpty()) {
                    return;
                }
                requests.add(head);
                more = scripts.getOrDefault(pathOf(head), ImageServer::notFound).answer(head, out);
                out.flush();
            }
        } catch (IOException | InterruptedException gone) {
            // the client left, which is what many tests want
        } finally {
            open.remove(connection);
        }
    }

    private static boolean notFound(String head, OutputStream out) throws IOException {
        out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return false;
    }

    private static String pathOf(String head) {
        String target = head.split(" ", 3)[1];
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
