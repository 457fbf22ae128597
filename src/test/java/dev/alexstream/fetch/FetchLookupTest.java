package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class FetchLookupTest {

    private final AtomicInteger lookups = new AtomicInteger();

    @Test
    void shouldAskAgainWhileTheNameServiceIsAwayAndCallThatATimeout() {
        assertThat(rejection("images.example: Temporary failure in name resolution"))
                .isEqualTo(ErrorCode.FETCH_TIMEOUT);
        assertThat(lookups).hasValue(3);
    }

    @Test
    void shouldAskOnceForANameThatIsUnknown() {
        assertThat(rejection("images.example: Name or service not known")).isEqualTo(ErrorCode.FETCH_NOT_FOUND);
        assertThat(lookups).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"10,0", "0,0", "3,3", "-1,-1"})
    void shouldLetThePlatformRememberNoFailureUnlessAnOperatorWantsIt(String before, String after) {
        String restored = Security.getProperty(HostResolver.NEGATIVE_TTL);
        try {
            Security.setProperty(HostResolver.NEGATIVE_TTL, before);

            HostResolver.rememberNoFailures();

            assertThat(Security.getProperty(HostResolver.NEGATIVE_TTL)).isEqualTo(after);
        } finally {
            Security.setProperty(HostResolver.NEGATIVE_TTL, restored);
        }
    }

    private ErrorCode rejection(String message) {
        FetchConfig config = FetchConfigs.of(Map.of("http.allowed-hosts", "images.example"));
        HostResolver resolver = host -> {
            lookups.incrementAndGet();
            throw new UnknownHostException(message);
        };
        try (ImageFetcher fetcher = TestFetchers.create(config, resolver)) {
            FetchResult result = fetcher.fetch(URI.create("http://images.example/a.jpg"), Optional.empty())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return ((FetchRejected) result).code();
        }
    }
}
