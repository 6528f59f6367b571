import ChainNode
import Foundation
import Substrate

// `ChainProbe bench FILE…` prints what things cost as JSON, with metadata from files besides our own; `ChainProbe serve`
// serves a chain of 1,024 uids and prints its port.
let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "bench":
    let recorded = try arguments.dropFirst().map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    print(String(decoding: try ChainBench().run(recorded: recorded).json, as: UTF8.self))
case "serve":
    let ledger = try ChainBench().ledger
    var limits = NodeLimits()
    // What is measured is the node, not its limit.
    limits.callsPerSecond = 10_000_000
    let server = try await NodeServer.start(ledger, port: 0, limits: limits)
    // Somebody waits for this line at the other end of a pipe.
    FileHandle.standardOutput.write(Data("\(server.port)\n".utf8))
    try await BlockClock(ledger) { UInt64(Date().timeIntervalSince1970 * 1000) }.run(ContinuousClock())
default:
    FileHandle.standardError.write(Data("ChainProbe bench FILE… | serve\n".utf8))
    exit(64)
}
