package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadOnceTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void shouldLoadOnce() {
        LoadOnce library = new LoadOnce(attempts::incrementAndGet);

        library.ensure();
        library.ensure();

        assertThat(attempts).hasValue(1);
    }

    @Test
    void shouldTellEveryoneWhyTheFirstAttemptFailed() {
        LoadOnce library = new LoadOnce(() -> {
            attempts.incrementAndGet();
            throw new EngineException("no natives for this machine");
        });

        assertThatThrownBy(library::ensure).hasMessage("no natives for this machine");
        assertThatThrownBy(library::ensure)
                .isInstanceOf(EngineException.class)
                .hasMessage("no natives for this machine");
        assertThat(attempts).hasValue(1);
    }
}
