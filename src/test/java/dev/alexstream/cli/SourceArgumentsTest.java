package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceArgumentsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTakeEveryRegularFileBelowAFolderWhateverItsNameButNothingHidden() throws IOException {
        create("b.jpg");
        create("a/no-extension");
        create("a/ünï code.txt");
        create(".hidden");
        create(".git/objects.jpg");
        Files.createDirectories(folder.resolve("empty"));

        assertThat(expand("", folder.toString()))
                .containsExactly(file("a/no-extension"), file("a/ünï code.txt"), file("b.jpg"));
    }

    @Test
    void shouldTakeAFolderOrFileThatIsHiddenWhenItIsNamed() throws IOException {
        create(".secret/.a.jpg");
        create(".secret/b.jpg");

        assertThat(expand(
                        "",
                        folder.resolve(".secret").toString(),
                        folder.resolve(".secret/.a.jpg").toString()))
                .containsExactly(file(".secret/b.jpg"), file(".secret/.a.jpg"));
    }

    @Test
    void shouldFollowLinksButNotInCircles() throws IOException {
        create("real/a.jpg");
        Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("real/a.jpg"));
        Files.createSymbolicLink(folder.resolve("real/up"), folder);

        List<Source> sources = expand("", folder.toString());

        assertThat(sources).contains(file("link.jpg"), file("real/a.jpg"));
        assertThat(sources).filteredOn(Source.Unusable.class::isInstance).hasSize(1);
    }

    @Test
    void shouldReadAListFromStandardInputAndSkipBlankLines() throws IOException {
        create("a.jpg");
        String list = folder.resolve("a.jpg") + "\n\n  https://host/b.jpg  \n/no/such/file\n";

        assertThat(expand(list, "-"))
                .containsExactly(
                        file("a.jpg"),
                        new Source.Remote(URI.create("https://host/b.jpg")),
                        new Source.Unusable("/no/such/file", ErrorCode.FETCH_NOT_FOUND, "no such file or folder"));
    }

    @Test
    void shouldTellReferencesFromFiles() throws IOException {
        create("a b.jpg");

        assertThat(expand(
                        "",
                        "s3://bucket/key",
                        folder.resolve("a b.jpg").toUri().toString(),
                        "data:image/png;base64,AA=="))
                .containsExactly(
                        new Source.Remote(URI.create("s3://bucket/key")),
                        file("a b.jpg"),
                        new Source.Remote(URI.create("data:image/png;base64,AA==")));
    }

    @Test
    void shouldSayWhatIsWrongWithANameThatIsNoUri() {
        assertThat(expand("", "https://host/a b.jpg"))
                .singleElement()
                .isInstanceOfSatisfying(Source.Unusable.class, unusable -> assertThat(unusable.reason())
                        .startsWith("not a valid URI"));
    }

    private List<Source> expand(String standardInput, String... arguments) {
        var in = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
        return new SourceArguments(in).expand(List.of(arguments)).toList();
    }

    private Source file(String name) {
        return new Source.LocalFile(folder.resolve(name).toAbsolutePath());
    }

    private void create(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }
}
