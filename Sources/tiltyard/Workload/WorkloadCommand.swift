import ArgumentParser
import Foundation
import Judging
import Subprocess

/// Workloads that need files beside the rules.
struct WorkloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workload",
        abstract: "Prepare the training that a contest asks for.",
        subcommands: [WorkloadListCommand.self, WorkloadFetchCommand.self]
    )
}

/// Gets a model and a text ready for training.
struct WorkloadFetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch a causal language model and turn a text into tokens.",
        discussion: """
            Writes workload.json and the files that it names. This is the only command that talks to a model hub, and it \
            runs outside any sandbox. A gated model needs a token in HF_TOKEN, from the environment or the file .env here. \
            Afterwards make rules with 'tiltyard calibrate demo --workload FOLDER/workload.json --assets FOLDER \
            --into RULES', and give --assets FOLDER to the commands that judge.
            """
    )

    @Option(help: "A model's name on the hub, or a folder with one. Its weights are where training begins.")
    var model: String?

    @Option(help: "A model's config.json instead: weights are drawn from each run's seed.")
    var config: String?

    @Option(help: "The text to train on: a .txt or .parquet file. Default: tokens from the built-in source.")
    var data: String?

    @Option(help: "The column of a Parquet file that holds the text.")
    var column: String?

    @Option(help: "A tokenizer's name or folder, or 'bytes'. Default: the model's.")
    var tokenizer: String?

    @Option(help: "The folder for the files.")
    var into: String

    @Option(help: "The number of tokens in one sequence.")
    var sequenceLength = 1024

    @Option(help: "The number of sequences in one step.")
    var batch = 8

    @Option(help: "The precision class: fp32, bf16-autocast or bf16-params.")
    var precision = "bf16-autocast"

    @Option(help: "Where to train: cpu or cuda.")
    var device = "cpu"

    @Option(help: "AdamW's learning rate.")
    var learningRate = 1e-4

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard (model == nil) != (config == nil) else { throw ValidationError("give either --model or --config") }
    }

    func run() async throws {
        var arguments: [String] = []
        let texts = [
            ("model", model), ("config", config), ("data", data), ("column", column), ("tokenizer", tokenizer),
            ("into", into), ("sequence-length", "\(sequenceLength)"), ("batch", "\(batch)"), ("precision", precision),
            ("device", device), ("learning-rate", "\(learningRate)"),
        ]
        for case (let name, let value?) in texts { arguments += ["--\(name)", value] }
        var variables: [Environment.Key: String?] = [:]
        if ProcessInfo.processInfo.environment["HF_TOKEN"] == nil,
            let token = EnvironmentFile(".env").values["HF_TOKEN"]
        {
            variables["HF_TOKEN"] = token
        }
        let answer = try await HarnessTool(machine: machine).run("fetch", arguments, variables: variables)
        guard let text = String(data: answer, encoding: .utf8), !text.isEmpty else { throw ExitCode.failure }
        Terminal.line(text.trimmingCharacters(in: .newlines))
    }
}
