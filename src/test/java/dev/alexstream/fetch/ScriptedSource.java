package dev.alexstream.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers its calls; the test completes their futures. */
final class ScriptedSource implements Source {

    /** One call. */
    record Call(URI reference, FetchBudget budget, CompletableFuture<Answer> answer) {}

    private final List<Call> calls = new ArrayList<>();

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        budget.time().begin();
        Call call = new Call(reference, budget, new CompletableFuture<>());
        calls.add(call);
        return call.answer();
    }

    List<Call> calls() {
        return calls;
    }

    void answer(int call, Answer answer) {
        calls.get(call).answer().complete(answer);
    }
}
