package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferencesTest {

    @ParameterizedTest
    @CsvSource({
        "https://host/a.jpg, https://host/a.jpg",
        "https://user:secret@host:8443/a.jpg?X-Amz-Signature=1#f, https://host:8443/a.jpg",
        "HTTPS://user@host?sig=a@b/c, HTTPS://host",
        "http://us_er:secret@ho_st/a, http://ho_st/a",
        "http://host/a@b?c@d, http://host/a@b",
        "http://[::1]:80/a?b, http://[::1]:80/a",
        "http:opaque?secret, http:opaque",
        "https://host/caf\u00e9.jpg, https://host/caf%C3%A9.jpg",
        "file:/tmp/a%20b.jpg, file:///tmp/a%20b.jpg",
        "file:///tmp/caf\u00e9.jpg, file:///tmp/caf%C3%A9.jpg",
        "file:///tmp/cafe\u0301.jpg, file:///tmp/cafe%CC%81.jpg",
        "file://localhost/tmp/a.jpg, file:///tmp/a.jpg",
        "file:////tmp/a.jpg?x, file:////tmp/a.jpg",
        "file://server/share/a.jpg, file://server/share/a.jpg",
        "s3://photos/a%20b.jpg, s3://photos/a%20b.jpg",
        "s3://key:secret@photos/a.jpg, s3://photos/a.jpg",
        "ftp://user:secret@host/a.jpg, ftp://host/a.jpg",
        "'data:image/png;base64,AAAA', data:image/png",
        "urn:camera:7, urn:camera:7",
        "/cameras/7, /cameras/7",
        "//user@host/x, //host/x"
    })
    void shouldShowOnlyWhatMayBePublished(String uri, String source) {
        assertThat(ImageReferences.publicSource(URI.create(uri))).isEqualTo(source);
    }
}
