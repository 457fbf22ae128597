package dev.alexstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    private Path folder;

    @Test
    void shouldKeepTopicsWhenStartedAgainOnTheSameFolder() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(0, folder);
                Admin admin = admin(first)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(0, folder);
                Admin admin = admin(second)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
            assertThat(admin.describeFeatures()
                            .featureMetadata()
                            .get()
                            .finalizedFeatures()
                            .get("transaction.version")
                            .maxVersionLevel())
                    .isEqualTo((short) 2);
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));

            assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort(), folder))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void shouldNameTheFolderWhenAnotherBrokerUsesIt() {
        BrokerFolder held = BrokerFolder.open(folder);
        try {
            assertThatThrownBy(() -> EmbeddedBroker.start(0, folder))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
        } finally {
            held.close();
        }
    }

    @Test
    void shouldNameTheFolderWhenItIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> EmbeddedBroker.start(0, file))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldNameTheFolderWhenItCannotBeCreated() {
        Path impossible = Path.of("/proc/alexstream-broker");
        assumeThat(impossible.getParent()).isDirectory();

        assertThatThrownBy(() -> EmbeddedBroker.start(0, impossible))
                .isInstanceOf(BrokerStartException.class)
                .hasMessage("The embedded broker cannot use the folder " + impossible + ": it cannot be created.");
    }

    @Test
    void shouldSayWithoutNamesOfClassesWhyTheFolderCannotBePrepared() throws Exception {
        Files.writeString(folder.resolve("log"), "a file where a folder belongs");

        assertThatThrownBy(() -> EmbeddedBroker.start(0, folder))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageNotContaining("Exception");
    }

    @Test
    void shouldNotEndTheProcessWhenTheStoredIdentityIsBroken() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("log"));
        Files.writeString(logs.resolve("meta.properties"), "version=1\nnode.id=7\ncluster.id=elsewhere\n");

        assertThatThrownBy(() -> EmbeddedBroker.start(0, folder)).isInstanceOf(BrokerStartException.class);
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
