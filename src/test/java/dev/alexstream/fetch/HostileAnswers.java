package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.FETCH_FAILED;
import static dev.alexstream.message.ErrorCode.FETCH_FORBIDDEN;
import static dev.alexstream.message.ErrorCode.FETCH_NOT_FOUND;
import static dev.alexstream.message.ErrorCode.FETCH_TIMEOUT;
import static dev.alexstream.message.ErrorCode.TOO_LARGE;

import dev.alexstream.message.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** References to an allowed server that answers with malice. */
final class HostileAnswers {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ImageServer server;
    private final List<HostileReference> all = new ArrayList<>();

    HostileAnswers(HostileWorld world) {
        this.server = world.good();
        redirects(world.sink().port(), world.closed().port());
        statuses();
        endless();
        slow();
        malformed();
    }

    List<HostileReference> all() {
        return all;
    }

    private void redirects(int sink, int closed) {
        String rest = ":" + sink + "/good";
        List<String> inward = new ArrayList<>(List.of(
                "http://127.0.0.2" + rest,
                "//127.0.0.2" + rest,
                "HTTP://127.0.0.2" + rest,
                "http://0.0.0.0" + rest,
                "http://[::1]" + rest,
                "http://[::ffff:127.0.0.2]" + rest,
                "http://2130706434" + rest,
                "http://0x7f.2" + rest,
                "http://127.2" + rest,
                "http://169.254.169.254/latest/meta-data/",
                "http://elsewhere.test" + rest,
                "http://user@127.0.0.1" + rest,
                "http://127.0.0.1:" + closed + "/good",
                "https://127.0.0.2" + rest,
                "file:///etc/passwd",
                "ftp://127.0.0.2" + rest,
                "data:image/png;base64,AAAA",
                "jar:http://127.0.0.2" + rest + "!/"));
        for (int i = 0; i < inward.size(); i++) {
            redirect("/inward-" + i, 301 + i % 3, inward.get(i));
            hostile("/inward-" + i, FETCH_FORBIDDEN);
        }
        redirect("/twice", 307, "/inward-0");
        hostile("/twice", FETCH_FORBIDDEN);
        redirect("/to-name", 308, "http://inward.test" + rest);
        all.add(HostileReference.named(server.url("/to-name"), FETCH_FORBIDDEN, "inward.test"));
        redirect("/loop", 302, "/loop");
        hostile("/loop", FETCH_FAILED);
        redirect("/invalid", 302, "http://[127.0.0.2" + rest);
        hostile("/invalid", FETCH_FAILED);
        hostile("/no-location", FETCH_FAILED, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
        redirect("/to-myself", 302, "/good");
        server.raw("/busy", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    }

    private void statuses() {
        Map<Integer, ErrorCode> expected = new TreeMap<>(
                Map.of(401, FETCH_FORBIDDEN, 403, FETCH_FORBIDDEN, 404, FETCH_NOT_FOUND, 410, FETCH_NOT_FOUND));
        for (int status :
                new int[] {201, 204, 206, 300, 304, 305, 399, 400, 402, 405, 407, 418, 451, 500, 503, 599, 600, 999}) {
            expected.put(status, FETCH_FAILED);
        }
        expected.forEach((status, code) -> hostile(
                "/status-" + status,
                code,
                "HTTP/1.1 " + status + " secret\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"));
        hostile("/much-later", FETCH_FAILED, "HTTP/1.1 429 Later\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n");
        hostile("/upgrade", FETCH_FAILED, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    }

    private void endless() {
        byte[] block = new byte[8192];
        hostile("/endless", TOO_LARGE, OK + "\r\n", block);
        hostile("/endless-chunks", TOO_LARGE, OK + "Transfer-Encoding: chunked\r\n\r\n", chunk("x".repeat(4096)));
        hostile("/promise", TOO_LARGE, OK + "Content-Length: 65537\r\n\r\n", block);
        hostile("/huge-promise", TOO_LARGE, OK + "Content-Length: 999999999999999999\r\n\r\n", block);
        hostile("/endless-header", FETCH_FAILED, OK + "X: ", block);
        hostile("/endless-headers", FETCH_FAILED, OK, bytes("X-Header: value\r\n"));
        hostile("/endless-status", FETCH_FAILED, "HTTP/1.1 200 ", bytes("O".repeat(512)));
        hostile("/endless-chunk-size", FETCH_FAILED, OK + "Transfer-Encoding: chunked\r\n\r\n", bytes("0".repeat(512)));
        hostile(
                "/endless-extension",
                FETCH_FAILED,
                OK + "Transfer-Encoding: chunked\r\n\r\n1;",
                bytes("e".repeat(512)));
        hostile("/endless-trailer", FETCH_FAILED, OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n", bytes("T: t\r\n"));
        hostile("/endless-spaces", FETCH_FAILED, "", bytes(" ".repeat(512)));
        gzip();
    }

    private void gzip() {
        byte[] bomb = bomb();
        server.script("/gzip-bomb", (head, out) -> {
            out.write(bytes(OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n"));
            out.write(bomb);
            return false;
        });
        hostile("/gzip-bomb", FETCH_FAILED);
        hostile("/brotli", FETCH_FAILED, OK + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx");
        hostile("/twice-packed", FETCH_FAILED, OK + "Content-Encoding: identity, gzip\r\nContent-Length: 1\r\n\r\nx");
        hostile("/two-encodings", FETCH_FAILED, OK + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n\r\nx");
    }

    private void slow() {
        drip("/silent", "", 0);
        drip("/slow-status", "HTTP/1.1 200 OK", 1);
        drip("/slow-headers", OK + "A: b\r\nC: dddddddddddddddddddddddddddddddddddddddddddddd", OK.length());
        drip("/slow-body", OK + "Content-Length: 60000\r\n\r\n" + "x".repeat(500), OK.length() + 30);
        drip("/slow-chunks", OK + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(100), OK.length() + 30);
        drip("/stalled", OK + "Content-Length: 10\r\n\r\n12345", OK.length() + 27);
        server.script("/endless-continue", (head, out) -> {
            while (true) {
                out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
                out.flush();
                Thread.sleep(5);
            }
        });
        hostile("/endless-continue", FETCH_TIMEOUT);
    }

    private void malformed() {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
        hostile("/short", FETCH_FAILED, OK + "Content-Length: 100\r\n\r\nshort");
        hostile("/short-chunk", FETCH_FAILED, chunked + "64\r\nshort");
        hostile("/no-last-chunk", FETCH_FAILED, chunked + "5\r\nshort\r\n");
        hostile("/bad-chunk-size", FETCH_FAILED, chunked + "xyz\r\nshort\r\n0\r\n\r\n");
        hostile("/negative-chunk", FETCH_FAILED, chunked + "-5\r\nshort\r\n0\r\n\r\n");
        hostile("/giant-chunk", FETCH_FAILED, chunked + "ffffffffffffffffffff\r\nshort\r\n0\r\n\r\n");
        hostile("/negative-length", FETCH_FAILED, OK + "Content-Length: -5\r\n\r\nshort");
        hostile("/two-lengths", FETCH_FAILED, OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nshort!");
        hostile("/no-http", FETCH_FAILED, "SSH-2.0-OpenSSH_9.6\r\n\r\n");
        hostile("/no-version", FETCH_FAILED, "<html>hello</html>\r\n\r\n");
        hostile("/odd-version", FETCH_FAILED, "ICY 200 OK\r\n\r\nradio");
        hostile("/odd-status", FETCH_FAILED, "HTTP/1.1 2OO OK\r\n\r\nx");
        hostile("/no-bytes", FETCH_FAILED, "");
        hostile("/tls-alert", FETCH_FAILED, "\u0015\u0003\u0003\u0000\u0002\u0002(");
        hostile("/nul-header", FETCH_FAILED, OK + "A\u0000: b\r\nContent-Length: 1\r\n\r\nx");
    }

    private void redirect(String path, int status, String location) {
        server.raw(path, "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private void hostile(String path, ErrorCode expected) {
        all.add(HostileReference.of(server.url(path), expected, "127.0.0.2", "0.0.0.0", "::1", "169.254.169.254"));
    }

    private void hostile(String path, ErrorCode expected, String answer) {
        server.raw(path, answer);
        hostile(path, expected);
    }

    /** Repeats a block until the client leaves. */
    private void hostile(String path, ErrorCode expected, String start, byte[] block) {
        server.script(path, (head, out) -> {
            out.write(bytes(start));
            while (true) {
                out.write(block);
            }
        });
        hostile(path, expected);
    }

    /** The first bytes at once, the others one by one, and then nothing until the client leaves. */
    private void drip(String path, String answer, int atOnce) {
        server.script(path, (head, out) -> {
            byte[] bytes = bytes(answer);
            write(out, bytes, 0, Math.min(atOnce, bytes.length));
            for (int i = atOnce; i < bytes.length; i++) {
                Thread.sleep(50);
                write(out, bytes, i, 1);
            }
            Thread.sleep(60_000);
            return false;
        });
        hostile(path, FETCH_TIMEOUT);
    }

    private static void write(OutputStream out, byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        out.flush();
    }

    private static byte[] chunk(String content) {
        return bytes(Integer.toHexString(content.length()) + "\r\n" + content + "\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[100_000]);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no file is involved", e);
        }
        return packed.toByteArray();
    }
}
