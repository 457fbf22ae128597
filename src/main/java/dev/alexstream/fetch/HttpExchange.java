package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import javax.net.ssl.SSLException;

/** One request and its answer on one connection. Whatever ends it early also closes the connection. */
final class HttpExchange {

    private final long maxBytes;
    private final LongFunction<CompletableFuture<Void>> room;
    private final Clock clock;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    /** @param room asked for a number of bytes once a body has grown beyond {@link BodyMemory#SMALL} */
    HttpExchange(long maxBytes, LongFunction<CompletableFuture<Void>> room, Clock clock) {
        this.maxBytes = maxBytes;
        this.room = room;
        this.clock = clock;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** There is a connection, or there is none. */
    void connected(AsyncResult<HttpClientRequest> connection) {
        if (connection.failed()) {
            reply.complete(new Reply.Unconnected(noConnection(connection.cause())));
            return;
        }
        HttpClientRequest request = connection.result();
        request.exceptionHandler(this::broken);
        Stages.whenDone(reply, (value, failure) -> {
            if (!(value instanceof Reply.Final done && done.answer() instanceof Answer.Bytes)) {
                request.reset();
                request.connection().close();
            }
        });
        if (!reply.isDone()) {
            request.send().onComplete(this::answered);
        }
    }

    private void answered(AsyncResult<HttpClientResponse> answer) {
        if (answer.failed()) {
            broken(answer.cause());
            return;
        }
        HttpClientResponse response = answer.result();
        response.exceptionHandler(this::broken);
        ResponseHead head = new ResponseHead(response.statusCode(), response.headers()::getAll);
        Optional<Reply> verdict = head.verdict(maxBytes, clock);
        if (verdict.isPresent()) {
            reply.complete(verdict.get());
        } else {
            collect(response, new BodyBuffer(maxBytes, head.contentLength()));
        }
    }

    private void collect(HttpClientResponse response, BodyBuffer body) {
        response.endHandler(end -> finish(new Answer.Bytes(body.toBytes())));
        response.handler(chunk -> {
            boolean wasSmall = body.size() <= BodyMemory.SMALL;
            if (reply.isDone()) {
                return;
            }
            if (!body.add(chunk)) {
                finish(ResponseHead.tooLarge(maxBytes));
            } else if (wasSmall && body.size() > BodyMemory.SMALL) {
                waitForMemory(response, body.expected());
            }
        });
    }

    private void waitForMemory(HttpClientResponse response, long bytes) {
        response.pause();
        Stages.whenDone(room.apply(bytes), (nothing, closed) -> {
            if (closed == null) {
                response.resume();
            }
        });
    }

    private void broken(Throwable cause) {
        finish(
                isBreak(cause)
                        ? new Failed(ErrorCode.FETCH_FAILED, "The connection broke before the answer was complete.")
                        : new Refused(ErrorCode.FETCH_FAILED, "The server's answer is not valid HTTP."));
    }

    private static boolean isBreak(Throwable cause) {
        return cause instanceof IOException || cause instanceof HttpClosedException;
    }

    private static Answer noConnection(Throwable cause) {
        return cause instanceof SSLException && !(cause.getCause() instanceof SslHandshakeTimeoutException)
                ? new Refused(ErrorCode.FETCH_FAILED, "The server could not prove its identity by TLS.")
                : new Failed(ErrorCode.FETCH_TIMEOUT, "There was no connection to the host.");
    }

    private void finish(Answer answer) {
        reply.complete(new Reply.Final(answer));
    }
}
