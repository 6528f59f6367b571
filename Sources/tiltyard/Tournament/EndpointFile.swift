import ArgumentParser
import Chain
import Foundation
import Rules

/// Where hotkeys answer, as a file says.
struct EndpointFile: Sendable {
    /// The largest file that is read.
    private static let mostBytes = 1_000_000

    /// The addresses, by a hotkey or the name of a made-up entrant.
    let axons: [String: AxonAddress]
    /// Whether addresses inside networks are asked.
    let allowsPrivateAddresses: Bool

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: A JSON object of addresses such as `192.0.2.1:7999`.
    ///   - allowsPrivateAddresses: Whether addresses inside networks are asked.
    /// - Throws: `ValidationError` that names what is wrong.
    init(_ path: String, allowsPrivateAddresses: Bool) throws {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.mostBytes else {
            throw ValidationError("--endpoints: \(path) cannot be read, or is larger than \(Self.mostBytes) bytes")
        }
        guard let texts = try? JSONDecoder().decode([String: String].self, from: data) else {
            throw ValidationError("--endpoints: \(path) is no JSON object of addresses by hotkey or entrant")
        }
        var axons: [String: AxonAddress] = [:]
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard let axon = AxonAddress(text) else {
                throw ValidationError("--endpoints: the address of \(name) is not like 192.0.2.1:7999")
            }
            axons[name] = axon
        }
        self.axons = axons
        self.allowsPrivateAddresses = allowsPrivateAddresses
    }
}
