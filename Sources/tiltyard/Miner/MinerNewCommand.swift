import ArgumentParser
import Foundation
import Glibc
import Rules

/// Writes a file to begin with.
struct MinerNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a plain submission to begin with.",
        discussion: "It trains honestly and is not fast. A file that is there already stays, unless --force is given."
    )

    @Argument(help: "The file to write.")
    var file = "train.py"

    @Option(help: "How the harness calls a submission: \(Contract.allCases.map(\.rawValue).joined(separator: ", ")).")
    var contract = Self.defaultContract

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @Flag(help: "Print what was written as JSON.")
    var json = false

    private struct Report: Encodable {
        var file: String
        var contract: Contract
        var bytes: Int
    }

    func run() async throws {
        let content = try StarterFile.content(contract)
        try write(content)
        if json { return try Terminal.json(Report(file: file, contract: contract, bytes: content.count)) }
        Terminal.line("wrote \(file) for the contract \(contract.rawValue)")
        let rules = contract == Self.defaultContract ? "" : try smallRules.map { " --preset \($0)" } ?? ""
        Terminal.line("judge it here with: tiltyard miner bench \(file)\(rules)")
        Terminal.line("hand it in with:    tiltyard miner submit \(file)\(rules)")
    }

    /// The calibrated rules for this contract that ship.
    private var smallRules: String? {
        get throws {
            try Preset.allNames.first { name in
                let preset = try Preset.named(name)
                return preset.contract == contract && preset.verification.calibration != nil
            }
        }
    }

    /// The contract of the rules that commands take when none are named.
    private static let defaultContract = Contract.crusadeTPS

    private func write(_ content: Data) throws {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (force ? O_TRUNC : O_EXCL)
        let descriptor = open(file, flags, 0o644)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw CommandFailure(.failed, "cannot write \(file)") }
            throw CommandFailure(.alreadyThere, "\(file) is there already; --force replaces it")
        }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: content)
            try handle.close()
        } catch {
            throw CommandFailure(.failed, "cannot write \(file)")
        }
    }
}

extension Contract: ExpressibleByArgument {}
