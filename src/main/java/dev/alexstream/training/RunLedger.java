package dev.alexstream.training;

import dev.alexstream.training.StoreFrame.Answered;
import dev.alexstream.training.StoreFrame.Learned;
import dev.alexstream.training.StoreFrame.Progress;
import dev.alexstream.training.StoreFrame.Requested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an example store knows of runs: the last one, and who asked for another and has no answer. */
final class RunLedger {

    private final Map<String, Integer> requests = new LinkedHashMap<>();
    private Learned last = Learned.NOTHING;

    /** Frames that say nothing about runs change nothing. */
    void take(StoreFrame frame) {
        if (frame instanceof Learned learned) {
            last = learned;
        } else if (frame instanceof Requested requested) {
            requests.put(requested.id(), requested.partition());
        } else if (frame instanceof Answered answered) {
            requests.remove(answered.id());
        }
    }

    Learned last() {
        return last;
    }

    /** Ids, with the partition on which each request stands; oldest first. */
    Map<String, Integer> requests() {
        return new LinkedHashMap<>(requests);
    }

    /** From which a ledger is again what this one is. */
    List<StoreFrame> frames() {
        List<StoreFrame> frames = new ArrayList<>();
        frames.add(last);
        requests.forEach((id, partition) -> frames.add(new Requested(Progress.NONE, id, partition)));
        return frames;
    }
}
