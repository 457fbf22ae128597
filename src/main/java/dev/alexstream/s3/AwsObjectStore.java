package dev.alexstream.s3;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects by way of the AWS SDK and the JDK's HTTP client, which follows no redirects here. Speaks the S3 that other stores speak too. */
final class AwsObjectStore implements ObjectStore {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private final LazySupplier<S3Client> client;

    AwsObjectStore(S3Config config) {
        client = new LazySupplier<>(() -> client(AwsSettings.of(config)));
    }

    /** A call of the SDK. */
    private interface Call<T> {
        T on(S3Client client);
    }

    @Override
    public InputStream read(ObjectPlace place) throws IOException {
        ResponseInputStream<GetObjectResponse> body = call(
                place,
                s3 -> s3.getObject(object -> object.bucket(place.bucket()).key(place.key())));
        return new FilterInputStream(body) {
            /** Without reading the rest. */
            @Override
            public void close() {
                body.abort();
            }
        };
    }

    @Override
    public boolean create(ObjectPlace place, Path file) throws IOException {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.key())
                .build();
        return call(place, s3 -> {
            try {
                s3.putObject(put.toBuilder().ifNoneMatch("*").build(), RequestBody.fromFile(file));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_IMPLEMENTED) {
                    s3.putObject(put, RequestBody.fromFile(file));
                    return true;
                }
                if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
                    return false;
                }
                throw e;
            }
        });
    }

    private <T> T call(ObjectPlace place, Call<T> call) throws IOException {
        try {
            return call.on(client.get());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                throw (FileNotFoundException) new FileNotFoundException("there is no " + place.uri()).initCause(e);
            }
            throw new ObjectStoreException(
                    "the object store answered with status " + e.statusCode() + " for " + place.uri(), e);
        } catch (SdkClientException e) {
            throw AwsSettings.unusable(e);
        }
    }

    private static S3Client client(AwsSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(READ_TIMEOUT)
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useSystemPropertyValues(false)
                                .useEnvironmentVariablesValues(false)
                                .build()))
                // other stores do not know the trailers and checksums of AWS
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region().ifPresent(builder::region);
        return builder.build();
    }
}
