package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.FETCH_FAILED;
import static dev.alexstream.message.ErrorCode.FETCH_FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path store;
    private static ImageServer server;

    @BeforeAll
    static void start() throws Exception {
        store = folder.resolve("server.p12");
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=x", "-ext", "SAN=dns:images.example");
        server = ImageServer.of(
                sslContext().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        server.raw("/down", "HTTP/1.1 302 Found\r\nLocation: http://images.example:" + server.port() + "/good\r\n\r\n");
        server.raw("/aside", "HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldFetchFromAServerWhoseCertificateNamesTheHost() {
        assertThat(fetch("images.example", "/good", trusting())).isInstanceOf(Fetched.class);
        assertThat(fetch("images.example", "/aside", trusting())).isInstanceOf(Fetched.class);
    }

    @Test
    void shouldRefuseACertificateForAnotherHost() {
        assertRejected(
                fetch("other.example", "/good", trusting()),
                new FetchRejected(FETCH_FAILED, "The server could not prove its identity by TLS."));
    }

    @Test
    void shouldRefuseACertificateThatNobodyVouchesFor() {
        assertRejected(
                fetch("images.example", "/good", Optional.empty()),
                new FetchRejected(FETCH_FAILED, "The server could not prove its identity by TLS."));
    }

    @Test
    void shouldRefuseARedirectThatLeavesTls() {
        assertRejected(
                fetch("images.example", "/down", trusting()),
                new FetchRejected(FETCH_FORBIDDEN, "The server redirects to a scheme that is not allowed."));
    }

    private static FetchResult fetch(String host, String path, Optional<TrustOptions> trust) {
        FetchConfig config = FetchConfigs.of(Map.of(
                "http.allowed-hosts", "images.example,other.example",
                "http.allowed-networks", "127.0.0.1/32",
                "connect-timeout", "10s",
                "timeout", "30s",
                "http.allowed-ports", String.valueOf(server.port())));
        HostResolver resolver =
                name -> List.of(AddressLiterals.parse("127.0.0.1").orElseThrow());
        try (ImageFetcher fetcher = TestFetchers.create(config, resolver, trust)) {
            return fetcher.fetch(URI.create("https://" + host + ":" + server.port() + path), Optional.empty())
                    .orTimeout(40, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static void assertRejected(FetchResult result, FetchRejected expected) {
        assertThat(result).isEqualTo(expected);
    }

    private static Optional<TrustOptions> trusting() {
        return Optional.of(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
    }

    private static SSLContext sslContext() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
