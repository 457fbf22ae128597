package dev.alexstream.cli;

import java.util.function.Consumer;

/** Tells how publishing goes: JSON lines, or for a person a progress bar and a closing sentence. */
final class PublishReport implements Consumer<Published>, AutoCloseable {

    private final Console console;
    private final boolean json;
    private final Progress progress;
    private long acknowledged;
    private long skipped;

    /** @param expected how many sources there are, or -1 when nobody knows */
    PublishReport(Console console, boolean json, long expected) {
        this.console = console;
        this.json = json;
        this.progress = Progress.on(console, "publishing", expected);
    }

    @Override
    public void accept(Published published) {
        progress.step();
        if (published instanceof Published.Acknowledged sent) {
            acknowledged++;
            if (json) {
                console.line(jsonOf(sent));
            }
        } else if (published instanceof Published.Skipped left) {
            skipped++;
            console.note("skipped " + left.source() + ": " + left.reason());
        } else if (published instanceof Published.Failed failed) {
            throw KafkaFailures.during(
                    "publishing " + failed.source() + ", after " + Numbers.counted(acknowledged, "image") + ",",
                    failed.cause());
        }
    }

    private static byte[] jsonOf(Published.Acknowledged sent) {
        return JsonLine.of(JsonLine.object()
                .put("id", sent.id())
                .put("source", sent.source())
                .put("topic", sent.topic())
                .put("partition", sent.partition())
                .put("offset", sent.offset()));
    }

    /** The closing sentence. */
    int conclude(String topic) {
        progress.close();
        if (!json) {
            String left = skipped == 0 ? "" : ", " + skipped + " skipped";
            console.line(Numbers.counted(acknowledged, "image") + " published to " + topic + left);
        }
        return skipped == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    @Override
    public void close() {
        progress.close();
    }
}
