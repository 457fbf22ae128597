package dev.alexstream.cli;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Tells what was replayed, and what could not be. */
final class ReplayReport implements Consumer<Replay> {

    private final Console console;
    private final boolean json;
    private final RecordLines lines;
    private long replayed;
    private long impossible;

    ReplayReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
        this.lines = new RecordLines(json);
    }

    @Override
    public void accept(Replay replay) {
        if (replay.request().isEmpty()) {
            impossible++;
            console.note("not replayed: " + Plain.printable(replay.letter().id()) + ": " + replay.obstacle());
            return;
        }
        replayed++;
        console.line(json ? jsonOf(replay) : lines.of(replay.letter()));
    }

    private static byte[] jsonOf(Replay replay) {
        return JsonLine.of(RecordLines.jsonOf(replay.letter()).put("replay_count", replay.count()));
    }

    int conclude() {
        if (!json) {
            String rest = impossible == 0 ? "" : ", " + impossible + " could not be";
            console.line(
                    (Numbers.counted(replayed, "dead letter") + " replayed" + rest).getBytes(StandardCharsets.UTF_8));
        }
        return impossible == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }
}
