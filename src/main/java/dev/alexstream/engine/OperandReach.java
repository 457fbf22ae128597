package dev.alexstream.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jboss.logging.Logger;

/**
 * Keeps what ND4J computes with until it is computed.
 *
 * <p>Its executioner takes an address out of an operation and calls native code with it. Compiled code has no use for the operation after
 * that, so that the garbage collector may free what belongs to it alone while native code reads it, which ends the process (deeplearning4j
 * pull request 10353, in no release yet). Where the interpreter runs a method, its arguments live as long as the call; so these few methods
 * are never compiled. That costs microseconds a call.
 */
final class OperandReach {

    /** In the language of {@code jcmd Compiler.directives_add}: the first that matches a method holds. */
    private static final String DIRECTIVES = """
            [
              {
                match: [%1$s],
                Exclude: true
              },
              {
                match: "*.*",
                inline: [%2$s]
              }
            ]
            """.formatted(patterns(""), patterns("-"));

    private static final Logger LOG = Logger.getLogger(OperandReach.class);

    private OperandReach() {}

    private static String patterns(String sign) {
        return "\"%1$sorg/nd4j/linalg/cpu/nativecpu/ops/NativeOpExecutioner.*\", \"%1$sorg/nd4j/linalg/cpu/nativecpu/blas/*.*\", \"%1$sorg/nd4j/linalg/api/blas/impl/*.*\""
                .formatted(sign);
    }

    /** Before ND4J is loaded. On a JVM that takes no directives nothing changes. */
    static void keep() {
        try {
            Path file = Files.createTempFile("alexstream-directives", ".json");
            try {
                Files.writeString(file, DIRECTIVES);
                String answer = (String) ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "compilerDirectivesAdd",
                                new Object[] {new String[] {"\"" + file + "\""}},
                                new String[] {String[].class.getName()});
                LOG.debugf("for ND4J: %s", answer.strip());
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException e) {
            LOG.warn("this JVM takes no compiler directives; in training it could end in native code", e);
        }
    }
}
