package dev.alexstream.training;

import dev.alexstream.training.StoreFrame.Asked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an example store knows of how models answered incoming labels, by contest. */
final class ContestLedger {

    /** As many as any rule asks for. */
    static final int MOST_ANSWERS = 10_000;

    /** One of the champion and its predecessor, one of a challenger, and as many that may come back. */
    private static final int MOST_CONTESTS = 4;

    private final Map<String, Answers> contests = new LinkedHashMap<>();

    /** The latest answers of a contest, of which {@code next} have been given. */
    private static final class Answers {
        private final Deque<PairedAnswer> latest = new ArrayDeque<>();
        private long next;
    }

    /** Frames that say nothing about contests, or nothing new, change nothing. */
    void take(StoreFrame frame) {
        if (frame instanceof Asked asked) {
            Answers known = contests.remove(asked.contest());
            Answers answers = known == null ? new Answers() : known;
            contests.put(asked.contest(), answers);
            if (asked.number() >= answers.next) {
                answers.next = asked.number() + 1;
                answers.latest.addLast(asked.answer());
            }
            if (answers.latest.size() > MOST_ANSWERS) {
                answers.latest.removeFirst();
            }
            if (contests.size() > MOST_CONTESTS) {
                contests.remove(contests.keySet().iterator().next());
            }
        }
    }

    /** For {@link #take}: what a contest was answered next. */
    Asked next(String contest, PairedAnswer answer) {
        Answers answers = contests.get(contest);
        return new Asked(contest, answers == null ? 0 : answers.next, answer);
    }

    /** Oldest first. */
    List<PairedAnswer> answers(String contest) {
        Answers answers = contests.get(contest);
        return answers == null ? List.of() : List.copyOf(answers.latest);
    }

    /** From which a ledger is again what this one is. */
    List<StoreFrame> frames() {
        List<StoreFrame> frames = new ArrayList<>();
        contests.forEach((contest, answers) -> {
            long number = answers.next - answers.latest.size();
            for (PairedAnswer answer : answers.latest) {
                frames.add(new Asked(contest, number++, answer));
            }
        });
        return frames;
    }
}
