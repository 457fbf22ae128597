package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, and which library is used where: all that {@link Rooms} does not allow is forbidden. */
class ImportRulesTest {

    /** A class that opens a door inside a library, so it has to live in the library's package. */
    private static final String ND4J_ENVIRONMENT = "org.nd4j.nativeblas";

    private static List<JavaClass> classes;
    private static Set<JavaClass> metricsContracts;

    @BeforeAll
    static void importMainClasses() {
        classes = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPath(Path.of("target", "classes"))
                        .stream()
                        .toList();
        metricsContracts = metricsContracts();
    }

    static Stream<String> rooms() {
        return Rooms.MAY_IMPORT.keySet().stream().sorted();
    }

    @Test
    void shouldSeeTheMainClasses() {
        assertThat(classes).extracting(JavaClass::getName).contains("dev.alexstream.message.Outcome");
    }

    @Test
    void shouldKeepEveryClassInAKnownRoom() {
        assertThat(classes)
                .filteredOn(type -> !isEnvironment(type))
                .filteredOn(type -> Rooms.of(type.getPackageName())
                        .filter(Rooms.MAY_IMPORT::containsKey)
                        .isEmpty())
                .as("classes outside the known rooms")
                .isEmpty();
    }

    @ParameterizedTest(name = "room \"{0}\"")
    @MethodSource("rooms")
    void shouldImportOnlyAllowedRooms(String room) {
        Set<String> allowed = Rooms.MAY_IMPORT.get(room);

        assertThat(dependenciesOf(room).filter(dependency -> Rooms.of(target(dependency))
                        .filter(other -> !other.equals(room) && !allowed.contains(other))
                        .isPresent()))
                .filteredOn(dependency -> !isMetricsContract(room, dependency.getTargetClass()))
                .extracting(Dependency::getDescription)
                .as("rooms that \"%s\" must not import; allowed: %s", room, allowed)
                .isEmpty();
    }

    @ParameterizedTest(name = "room \"{0}\"")
    @MethodSource("rooms")
    void shouldUseLibrariesOnlyBehindTheirDoors(String room) {
        assertThat(dependenciesOf(room).filter(dependency -> Rooms.LIBRARY_GATES.entrySet().stream()
                        .anyMatch(gate -> target(dependency).concat(".").startsWith(gate.getKey())
                                && !gate.getValue().contains(room))))
                .extracting(Dependency::getDescription)
                .as("libraries that \"%s\" must not use", room)
                .isEmpty();
    }

    @Test
    void shouldStateTheSecretOfEveryPackage() {
        assertThat(Rooms.packageFolders())
                .contains(Rooms.SOURCES.resolve(Path.of("dev", "alexstream", "message")))
                .filteredOn(folder -> !folder.endsWith(ND4J_ENVIRONMENT.replace('.', '/')))
                .filteredOn(folder -> !Rooms.packageJavadoc(folder).endsWith("."))
                .as("packages whose package-info.java does not state their secret in a sentence")
                .isEmpty();
    }

    private static Stream<Dependency> dependenciesOf(String room) {
        return classes.stream()
                .filter(type ->
                        Rooms.of(type.getPackageName()).filter(room::equals).isPresent())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static String target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType().getPackageName();
    }

    /** {@code metrics} may know the interfaces in which the rooms speak of their measurements, and the types in their signatures. */
    private static boolean isMetricsContract(String room, JavaClass target) {
        return room.equals("metrics") && metricsContracts.contains(target.getBaseComponentType());
    }

    private static Set<JavaClass> metricsContracts() {
        return classes.stream()
                .filter(type -> type.isInterface() && type.getSimpleName().endsWith("Metrics"))
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        type.getMethods().stream().flatMap(method -> method.getRawParameterTypes().stream())))
                .collect(Collectors.toSet());
    }

    private static boolean isEnvironment(JavaClass type) {
        return type.getPackageName().equals(ND4J_ENVIRONMENT);
    }
}
