package dev.alexstream.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Whether the brokers can keep the promise. The transaction protocol before version 2 could lose or tear writes (KAFKA-17754). */
public final class BrokerFeatures {

    private static final String TRANSACTIONS = "transaction.version";
    private static final short NEEDED = 2;

    private BrokerFeatures() {}

    /** @throws KafkaSetupException when exactly-once is asked for and the brokers cannot give it, or do not answer */
    public static void require(Admin admin, Delivery delivery) {
        if (delivery == Delivery.EXACTLY_ONCE) {
            requireTransactions(transactionVersion(admin));
        }
    }

    static void requireTransactions(int version) {
        if (version < NEEDED) {
            throw new KafkaSetupException("The Kafka cluster reports transaction.version " + version
                    + " and exactly-once needs 2 (Kafka 4.0 or newer with upgraded features); upgrade it, or set"
                    + " alexstream.delivery=at-least-once.");
        }
    }

    private static int transactionVersion(Admin admin) {
        try {
            FinalizedVersionRange transactions = KafkaAnswers.await(
                            admin.describeFeatures().featureMetadata(), "say what it supports")
                    .finalizedFeatures()
                    .get(TRANSACTIONS);
            return transactions == null ? 0 : transactions.maxVersionLevel();
        } catch (KafkaSetupException failed) {
            if (failed.getCause() instanceof UnsupportedVersionException) {
                return 0;
            }
            throw failed;
        }
    }
}
