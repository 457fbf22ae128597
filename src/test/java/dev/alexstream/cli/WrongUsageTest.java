package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frobnicate                               | there is no command 'frobnicate'
            publsh a.jpg                             | Did you mean: alexstream publish
            --bogus                                  | Unknown option: '--bogus'
            serve --bogus                            | Unknown option: '--bogus'
            serve extra                              | extra
            serve --model /no/such/folder            | not a model folder
            --model /no/such/folder                  | not a model folder
            serve --bootstrap-servers nonsense       | not a list of HOST:PORT
            broker --port 70000                      | not between 0 and 65535
            broker --port http                       | http
            publish                                  | SOURCE
            publish --as paper a.jpg                 | [reference, bytes]
            publish --as bytes https://host/a.jpg    | https://host/a.jpg: only files can be sent as bytes; leave --as bytes out
            publish /no/such/file.jpg                | no such file or folder
            publish --bootstrap-servers :1 pom.xml   | not a list of HOST:PORT
            publish --format xml pom.xml             | [human, json]
            classify                                 | SOURCE
            classify --top-k 0 pom.xml               | less than 1
            classify --model /no/such/folder pom.xml | not a model folder
            demo extra                               | extra
            demo --images /no/such/folder            | no such file or folder
            demo --model /no/such/folder             | not a model folder
            audit extra                              | extra
            audit --isolation none                   | [read_committed, read_uncommitted]
            audit --bootstrap-servers host           | not a list of HOST:PORT
            tail extra                               | extra
            tail --max 0                             | less than 1
            tail --max many                          | many
            tail --timeout 3x                        | not a duration
            tail --timeout 0s                        | not longer than zero
            tail --from middle                       | [beginning, end]
            dead-letters                             | subcommand
            dead-letters bury                        | 'bury'
            dead-letters list --error-code NONE      | SCHEMA
            dead-letters list --max 0                | less than 1
            dead-letters replay --max -1             | less than 1
            tail --isolation none                    | [read_committed, read_uncommitted]
            models                                   | subcommand
            models sell                              | 'sell'
            models list --at yesterday               | not a time such as
            models show                              | NAME[/VERSION]
            models promote flowers17                 | not NAME/VERSION
            models promote flowers17/2 --share 2     | --share
            models rollback flowers17/2              | flowers17/2
            models export flowers17/2                | --out
            models import                            | FILE
            models import src --out x                | neither a file nor a model folder
            models import /no/such/file              | /no/such/file is neither a file nor a model folder
            models import pom.xml --out x --name A/B | not a name of lower case letters
            models import pom.xml --out x --labels / | not a file
            models import pom.xml --out x --mean 1   | belong together
            models import pom.xml --out x --mean 1,2,3 --scale 1,0,1 | no scale zero
            models import pom.xml --out x --architecture vgg | known are alexnet-2012, alexnet-keras, alexnet-owt
            bench                                    | what is to be measured: engine
            bench everything                         | 'everything'
            bench engine --architecture lenet        | known are alexnet-2012, alexnet-keras, alexnet-owt
            bench engine --classes 0                 | less than 1
            bench engine --dense-units 0             | must be positive
            bench engine --batch 8,0                 | must be positive
            bench engine --batch 64,128 --primitives | --batch 128 is run in parts of 64 images
            bench engine --batch many                | many
            bench engine --engine auto               | none of nd4j, onednn, dl4j
            bench engine --precision fp64            | none of fp32, bf16, int8
            bench engine --rounds 4                  | less than 5
            evaluate --data . --crops 5               | neither 1 nor 10
            train --data . --out x --epochs 0        | less than 1
            train --data . --out x --recipe lenet    | none of [krizhevsky2012, keras]
            train --data . --out x --recipe keras --base b.safetensors    | --base b.safetensors cannot be its start
            train --data . --out x --recipe keras --unfreeze conv4        | nothing to --unfreeze
            train --data . --out x --recipe krizhevsky2012 --holdout 0    | --holdout must be above 0
            train --data . --out x --recipe krizhevsky2012 --folds 3      | keeps no holdout
            train --data . --out x --resume --folds 3                     | leave one of them away
            train --data . --out x --unfreeze conv4 --unfrozen-epochs 1,2 | one for each layer
            train --data . --out x --dense-units 0                        | must be positive
            bench decode extra                       | extra
            bench decode --images /no/such/folder    | not a folder with files in it
            bench decode --images pom.xml            | not a folder with files in it
            bench decode --threads 0                 | less than 1
            bench pipeline extra                     | extra
            bench pipeline --images /no/such/folder  | not a folder with files in it
            bench pipeline --count 0                 | less than 1
            bench pipeline --rate 0                  | not above 0
            bench pipeline --rate fast               | fast
            bench pipeline --as paper                | [reference, bytes]
            bench pipeline --model /no/such/folder   | not a model folder
            bench engine --model /no/such/folder     | not a model folder
            """)
    void shouldEndWithTwoSayWhyAndPointToTheHelp(String line, String reason) {
        CommandRun run = CommandRun.of(line.split(" +", -1));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(reason).contains("--help'").doesNotContain("\tat ");
    }

    @Test
    void shouldPrintTheCommandsWhenAskedForHelp() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("serve", "publish", "tail", "Exit codes");
    }

    @ParameterizedTest
    @CsvSource({
        "serve",
        "publish",
        "tail",
        "audit",
        "dead-letters list",
        "dead-letters replay",
        "models list",
        "models show",
        "models promote",
        "models rollback",
        "models export",
        "models import"
    })
    void shouldExplainEachCommandWhenAskedForHelp(String command) {
        CommandRun run = CommandRun.of((command + " --help").split(" ", -1));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("alexstream " + command, "--bootstrap-servers");
    }
}
