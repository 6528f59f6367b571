import Foundation
import Judging
import Sandbox
import Subprocess
import SystemPackage

/// Tries the sandbox and the Python environment by using them.
struct SandboxChecks {
    let machine: MachineOptions

    func all() async -> [Capability] {
        let environment = await python()
        return [engine, environment, environment.state == .ok ? trial() : untried]
    }

    /// The program that makes sandboxes; whether it works is seen by the trial.
    private var engine: Capability {
        do {
            let engine = try machine.engine()
            let program = engine == .bubblewrap ? "/usr/bin/bwrap" : "/usr/bin/\(engine.rawValue)"
            guard FileManager.default.isExecutableFile(atPath: program) else {
                let remedy = engine == .bubblewrap ? "make setup" : "scripts/setup \(engine.rawValue)"
                return Capability(
                    name: engine.rawValue,
                    state: .missing,
                    detail: "\(program) is missing; run \(remedy)"
                )
            }
            return Capability(name: engine.rawValue, state: .ok, detail: program)
        } catch {
            return Capability(name: "isolation", state: .missing, detail: "\(error)")
        }
    }

    private var untried: Capability {
        Capability(name: "sandbox", state: .missing, detail: "not tried: the Python environment comes first")
    }

    private func python() async -> Capability {
        let environment = machine.environment
        guard (try? HarnessResource(environment: environment)) != nil else {
            return Capability(
                name: "python",
                state: .missing,
                detail: "no Python environment at \(environment); run make setup"
            )
        }
        let script = "import platform, torch; print(platform.python_version(), 'torch', torch.__version__)"
        let outcome = try? await run(
            .path(FilePath("\(environment)/bin/python")),
            arguments: ["-I", "-c", script],
            output: .string(limit: 4096),
            error: .discarded
        )
        guard let outcome, outcome.terminationStatus.isSuccess else {
            return Capability(name: "python", state: .missing, detail: "torch cannot be imported from \(environment)")
        }
        return Capability(
            name: "python",
            state: .ok,
            detail: outcome.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        )
    }

    /// Starts a sandbox, hears from it, freezes it and ends it.
    private func trial() -> Capability {
        do {
            let launcher = try machine.startLauncher()
            let script = "import socket; s = socket.socket(fileno=3); s.send(b'here'); s.recv(1)"
            let began = RawInstant.now
            let sandbox = try launcher.start(
                SandboxSpecification(
                    command: ["/venv/bin/python", "-I", "-c", script],
                    limits: Limits(
                        processors: [],
                        memoryBytes: 256 << 20,
                        processes: 16,
                        fileBytes: 1 << 20,
                        temporaryBytes: 1 << 20,
                        processorSeconds: 30
                    )
                )
            )
            defer { _ = try? sandbox.end() }
            guard case .packet? = try sandbox.channel.receive(limit: 64, until: .now.advanced(by: .seconds(20))) else {
                return Capability(name: "sandbox", state: .missing, detail: "a sandbox was started and said nothing")
            }
            let start = RawInstant.now.nanoseconds(since: began)
            let order = RawInstant.now
            try sandbox.freeze(within: .seconds(2))
            let freeze = RawInstant.now.nanoseconds(since: order)
            return Capability(
                name: "sandbox",
                state: .ok,
                detail: "Python answered after \(start / 1_000_000) ms, frozen in \(freeze / 1000) µs"
                    + (launcher.image.map { ", image \($0)" } ?? "")
            )
        } catch {
            return Capability(name: "sandbox", state: .missing, detail: "\(error)")
        }
    }
}
