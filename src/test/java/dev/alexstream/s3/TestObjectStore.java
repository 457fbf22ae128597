package dev.alexstream.s3;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/** An object store in this process and its memory. Its only user is the one in the system properties that the AWS SDK looks at. */
public final class TestObjectStore implements AutoCloseable {

    private static final String USER = "tester";
    private static final String SECRET = "hush-hush";

    private final BlobStoreContext context;
    private final S3Proxy server;

    private TestObjectStore(BlobStoreContext context, S3Proxy server) {
        this.context = context;
        this.server = server;
    }

    public static TestObjectStore start() {
        System.setProperty("aws.accessKeyId", USER);
        System.setProperty("aws.secretAccessKey", SECRET);
        BlobStoreContext context = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                .credentials("unused", "unused")
                .overrides(new Properties())
                .build(BlobStoreContext.class);
        S3Proxy server = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("no object store", e);
        }
        return new TestObjectStore(context, server);
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Full keys and values that lead to this store. */
    public Map<String, String> settings() {
        return Map.of("alexstream.s3.endpoint", endpoint(), "alexstream.s3.path-style", "true");
    }

    /** Variables that lead another process to this store. */
    public Map<String, String> environment() {
        return Map.of(
                "ALEXSTREAM_S3_ENDPOINT",
                endpoint(),
                "ALEXSTREAM_S3_PATH_STYLE",
                "true",
                "AWS_ACCESS_KEY_ID",
                USER,
                "AWS_SECRET_ACCESS_KEY",
                SECRET);
    }

    public S3Config config() {
        return S3Settings.at(endpoint());
    }

    public TestObjectStore bucket(String name) {
        blobs().createContainerInLocation(null, name);
        return this;
    }

    public TestObjectStore put(String bucket, String key, byte[] bytes) {
        blobs().putBlob(
                        bucket,
                        blobs().blobBuilder(key)
                                .payload(bytes)
                                .contentLength(bytes.length)
                                .build());
        return this;
    }

    public void remove(String bucket, String key) {
        blobs().removeBlob(bucket, key);
    }

    /** Nothing of what is logged may hold it. */
    public static String secret() {
        return SECRET;
    }

    public List<String> keys(String bucket) {
        return blobs().list(bucket, ListContainerOptions.Builder.recursive()).stream()
                .map(StorageMetadata::getName)
                .toList();
    }

    private BlobStore blobs() {
        return context.getBlobStore();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the object store does not stop", e);
        } finally {
            context.close();
        }
    }
}
