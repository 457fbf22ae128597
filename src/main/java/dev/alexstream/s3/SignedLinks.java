package dev.alexstream.s3;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Links signed here, with what the AWS SDK finds as credentials; the store is not asked. */
final class SignedLinks implements ObjectLinks {

    /** They are used at once; clocks may differ by as much as stores put up with. */
    private static final Duration VALID = Duration.ofMinutes(15);

    private final LazySupplier<S3Presigner> presigner;

    SignedLinks(S3Config config) {
        presigner = new LazySupplier<>(() -> presigner(AwsSettings.of(config)));
    }

    @Override
    public URI read(ObjectPlace place) throws ObjectStoreException {
        try {
            return URI.create(presigner
                    .get()
                    .presignGetObject(link -> link.signatureDuration(VALID)
                            .getObjectRequest(
                                    object -> object.bucket(place.bucket()).key(place.key())))
                    .url()
                    .toString());
        } catch (SdkClientException e) {
            throw AwsSettings.unusable(e);
        }
    }

    private static S3Presigner presigner(AwsSettings settings) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region().ifPresent(builder::region);
        return builder.build();
    }

    @Override
    public void close() {
        presigner.made().ifPresent(S3Presigner::close);
    }
}
