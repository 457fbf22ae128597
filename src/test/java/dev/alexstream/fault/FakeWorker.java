package dev.alexstream.fault;

import dev.alexstream.ClassificationLoop;
import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.IntakeGate;
import dev.alexstream.kafka.KafkaLink;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.kafka.LoopSignals;
import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A worker process whose classifier is a fake. Arguments: {@code misbehaviour}, {@code seed}, then {@code name=value} settings. Prints
 * {@link #JOINED} when it is a member of its group; SIGTERM stops it as the program is stopped.
 */
public final class FakeWorker {

    static final String JOINED = "JOINED";

    private FakeWorker() {}

    public static void main(String[] args) {
        Misbehaviour misbehaviour = Misbehaviour.valueOf(args[0]);
        TopicSet topics = TopicSet.of(settings(args));
        FakeClassification fake = new FakeClassification(Long.parseLong(args[1]), 40);
        LoopSignals signals = LoopSignals.of(KafkaMetrics.NONE);
        KafkaLink link = misbehaviour.open(topics, signals);
        ClassificationLoop loop = new ClassificationLoop(link, fake, new Announcement(link));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop), "fake-worker-stop"));
        loop.run();
        System.out.println("ENDED " + signals.health().notReadyReason());
    }

    private static void stop(ClassificationLoop loop) {
        try {
            loop.stop(Duration.ofSeconds(15));
        } catch (InterruptedException interrupted) {
            Logger.getLogger(FakeWorker.class).warn("Interrupted while stopping", interrupted);
        }
    }

    private static Map<String, String> settings(String[] args) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        return settings;
    }

    /** An open gate that tells once when the group is joined. */
    private static final class Announcement implements IntakeGate {

        private final KafkaLink link;
        private boolean told;

        Announcement(KafkaLink link) {
            this.link = link;
        }

        @Override
        public boolean open() {
            if (!told && link.health().groupJoined()) {
                told = true;
                System.out.println(JOINED);
            }
            return true;
        }
    }
}
