package dev.alexstream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers dead letters into batches that fit into memory, sends each in one transaction, and tells what became of them. */
final class ReplaySession {

    private static final int BATCH_RECORDS = 100;
    private static final long BATCH_BYTES = 16_000_000;

    private final OriginalRecords originals;
    private final ReplayTransactions transactions;
    private final Consumer<Replay> report;
    private final List<Replay> batch = new ArrayList<>();
    private long bytes;

    /** @param report gets every replay once it is committed */
    ReplaySession(OriginalRecords originals, ReplayTransactions transactions, Consumer<Replay> report) {
        this.originals = originals;
        this.transactions = transactions;
        this.report = report;
    }

    void add(DeadLetter letter) {
        Replay replay = prepare(letter);
        batch.add(replay);
        bytes += replay.size();
        if (batch.size() >= BATCH_RECORDS || bytes >= BATCH_BYTES) {
            flush();
        }
    }

    void flush() {
        if (!batch.isEmpty()) {
            transactions.commit(List.copyOf(batch)).forEach(report);
            batch.clear();
            bytes = 0;
        }
    }

    private Replay prepare(DeadLetter letter) {
        if (!letter.hasRequest()) {
            return Replay.impossible(letter, "it does not say where the request stood");
        }
        if (!letter.valueDropped()) {
            return Replay.of(letter, letter.record());
        }
        return originals
                .of(letter)
                .map(original -> Replay.of(letter, original))
                .orElseGet(() -> Replay.impossible(
                        letter,
                        "its value was too large to keep, and "
                                + letter.request().topic() + " has it no more"));
    }
}
