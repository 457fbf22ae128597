package dev.alexstream.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "s3://photos/a/b.jpg, photos, a/b.jpg",
        "s3://photos/my%20garden/%C3%BC+%3F%2525.jpg, photos, my garden/ü+?%25.jpg",
        "s3://my_old.Bucket/a, my_old.Bucket, a",
        "s3://photos//a, photos, /a",
        "s3://photos/a/, photos, a/",
        "s3://photos/, photos, ''",
    })
    void shouldReadABucketAndAKey(String text, String bucket, String key) {
        ObjectPlace place = ObjectPlace.parse(URI.create(text)).orElseThrow();

        assertThat(place).isEqualTo(new ObjectPlace(bucket, key));
        assertThat(place.uri()).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos/a",
                "s3:a",
                "s3:///a",
                "s3://user@photos/a",
                "s3://photos:80/a",
                "s3://photos/a?b",
                "s3://photos/a#b",
                "s3://-photos/a",
                "s3://a/b",
                "/photos/a"
            })
    void shouldNotGuess(String text) {
        assertThat(ObjectPlace.parse(URI.create(text))).isEmpty();
    }

    @Test
    void shouldNameWhatLiesInAFolder() {
        assertThat(new ObjectPlace("photos", "").resolve("a").resolve("b.jpg").uri())
                .isEqualTo(URI.create("s3://photos/a/b.jpg"));
    }
}
