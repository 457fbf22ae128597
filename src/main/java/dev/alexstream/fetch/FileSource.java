package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Regular files below a root, read on threads of its own. */
final class FileSource implements Source {

    private final FileGuard guard;
    private final RegularFiles files;
    private final ExecutorService threads;

    FileSource(FileGuard guard, RegularFiles files, ExecutorService threads) {
        this.guard = guard;
        this.files = files;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        threads.execute(() -> {
            if (!answer.isDone()) {
                complete(answer, reference, budget);
            }
        });
        return answer;
    }

    private void complete(CompletableFuture<Answer> answer, URI reference, FetchBudget budget) {
        try {
            answer.complete(read(reference, new Reading(answer, budget)));
        } catch (OutOfMemoryError shortage) {
            answer.completeExceptionally(shortage);
        }
    }

    private Answer read(URI reference, RegularFiles.Reader reader) {
        Optional<Path> path = guard.lexical(reference);
        if (path.isEmpty()) {
            return Answer.forbidden("The path is not below the folder that may be read.");
        }
        try {
            Optional<Path> real = guard.real(path.get());
            return real.isPresent()
                    ? files.read(real.get(), reader)
                    : Answer.forbidden("The path leads out of the folder that may be read.");
        } catch (NoSuchFileException missing) {
            return new Refused(ErrorCode.FETCH_NOT_FOUND, "There is no such file.");
        } catch (AccessDeniedException denied) {
            return Answer.forbidden("The file may not be read.");
        } catch (IOException | RuntimeException broken) {
            return new Refused(
                    ErrorCode.FETCH_FAILED,
                    "The file cannot be read (" + broken.getClass().getSimpleName() + ").");
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private record Reading(CompletableFuture<Answer> answer, FetchBudget budget) implements RegularFiles.Reader {
        @Override
        public boolean gone() {
            return answer.isDone();
        }

        @Override
        public void awaitRoom(long bytes) {
            budget.room(bytes).join();
        }
    }
}
