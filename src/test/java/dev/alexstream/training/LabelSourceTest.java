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
        "urn:cameras:7, iris, urn:cameras:7",
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
        "file:///iris/1.jpg, iris, file:///",
        "file:///1.jpg, iris, file:///",
    })
    void shouldNotTakeTheNameOfAClassForASource(String source, String label, String who) {
        assertThat(LabelSource.of(source, label, "labels")).isEqualTo(who);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Photos.Example/b.jpg, https://photos.example",
        "https://photos.example./b.jpg, https://photos.example",
        "https://photos.example:443/b.jpg, https://photos.example",
        "http://photos.example:443/b.jpg, http://photos.example:443",
        "https://photos.example:8443?a=b, https://photos.example:8443",
        "'http://[2001:DB8:0::1]/b.jpg', 'http://[2001:db8:0:0:0:0:0:1]'",
        "https://me@photos.example/b.jpg, https://me@photos.example",
        "S3://photos/a.jpg, s3://photos",
        "file:/data/iris/1.jpg, file:///data/iris",
        "file://localhost/data/iris/1.jpg, file:///data/iris",
        "FILE:///data//./%69ris/1.jpg, file:///data/iris",
        "file:///data/../pics/1.jpg, file:///pics",
        "file://Camera-A/pics/1.jpg, file://camera-a/pics",
        "file:pics/iris/1.jpg, file:///pics/iris",
        "file:1.jpg, file:///",
    })
    void shouldBeTheSameHoweverItIsSpelled(String source, String who) {
        assertThat(LabelSource.of(source, "daisy", "labels")).isEqualTo(who);
    }
}
