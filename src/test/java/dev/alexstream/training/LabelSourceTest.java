package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSourceTest {

    @ParameterizedTest
    @CsvSource({
        "https://photos.example/a/b.jpg, iris, https://photos.example",
        "https://photos.example/iris/b.jpg, iris, https://photos.example",
        "s3://photos/iris/a.jpg, iris, s3://photos",
        "/cameras/7, iris, /cameras/7",
        "kafka:orders/0/17, iris, labels",
        "'data:image/png;base64,AAAA', iris, labels",
    })
    void shouldBeWhoeverHasTheImage(String source, String label, String who) {
        assertThat(LabelSource.of(source, label, "labels")).isEqualTo(who);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///data/iris/1.jpg, daisy, file:///data/iris",
        "file:///data/iris/1.jpg, iris, file:///data",
        "file:///data/daisy/1.jpg, daisy, file:///data",
        "file:///data/lily%20of%20the%20valley/1.jpg, lily of the valley, file:///data",
        "file:///data/50%25 off/1.jpg, 50%25 off, file:///data",
        "file:///iris/1.jpg, iris, file://",
    })
    void shouldNotTakeTheNameOfAClassForASource(String source, String label, String who) {
        assertThat(LabelSource.of(source, label, "labels")).isEqualTo(who);
    }
}
