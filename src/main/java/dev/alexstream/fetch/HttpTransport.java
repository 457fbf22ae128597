package dev.alexstream.fetch;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * HTTP/1.1 to an address, not to a name: the socket address handed to the client is already resolved, so nothing between the check and
 * the connection can look the name up again. The name still goes into the Host header, the TLS server name and the certificate check.
 * Connections are kept and reused per address, port, name and scheme. Transfers need no thread of their own.
 *
 * <p>The client follows no redirects, decompresses nothing, keeps no cookies, and knows no proxy (Vert.x takes one from its options only).
 */
final class HttpTransport implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HttpTransport.class);
    private static final int EVENT_LOOPS = 2;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 5;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** What bounds one exchange; {@code trust} is for certificates the platform does not know. */
    record Limits(long maxBytes, Duration connectTimeout, int perHost, Optional<TrustOptions> trust) {}

    private final Limits limits;
    private final Clock clock;
    private final Vertx vertx;
    private final HttpClient client;

    HttpTransport(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        vertx.exceptionHandler(HttpTransport::heard);
        this.client = vertx.httpClientBuilder()
                .with(options(limits))
                .with(new PoolOptions().setHttp1MaxSize(limits.perHost()))
                // the exchange hears of every failure too; unheard, the client would log what a stranger sent
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    /**
     * What the client throws on its own threads. It fails a request when the connection breaks, and then throws when an answer that had
     * arrived before is handed on: the exchange has ended by then.
     */
    private static void heard(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            LOG.debug("an answer came after its exchange had ended", failure);
        } else {
            LOG.warnf("the HTTP client failed: %s", failure.getClass().getName());
            LOG.debug("the HTTP client failed", failure);
        }
    }

    private static HttpClientOptions options(Limits limits) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setTrustAll(false);
        options.setSslHandshakeTimeout(limits.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        limits.trust().ifPresent(options::setTrustOptions);
        return options;
    }

    /** Cancelling the future closes the connection. */
    CompletableFuture<Reply> get(HttpTarget target, InetAddress address, FetchBudget budget) {
        HttpExchange exchange = new HttpExchange(limits.maxBytes(), budget::room, clock);
        client.request(request(target, address)).onComplete(exchange::connected);
        return exchange.reply();
    }

    private static RequestOptions request(HttpTarget target, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .putHeader("host", hostHeader(target))
                .putHeader("accept", "image/*")
                .putHeader("accept-encoding", "identity")
                .putHeader("user-agent", "alexstream");
    }

    private static String hostHeader(HttpTarget target) {
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        return target.port() == (target.tls() ? 443 : 80) ? host : host + ":" + target.port();
    }

    @Override
    public void close() {
        client.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
