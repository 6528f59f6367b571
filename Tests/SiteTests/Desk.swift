import Arena
import Chain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Intake
import NIOCore
import Rules
import TestSupport

@testable import Site

/// Looks at nothing: what a text says about itself is what comes out.
struct TrustingInspector: CodeInspector {
    func inspect(_ code: Data, preset: Preset) async throws(IntakeError) -> LintReport {
        let text = String(decoding: code, as: UTF8.self)
        if text.contains("BROKEN") { throw IntakeError(.syntaxError, "Line 1 is no Python.") }
        if text.contains("SICK") { throw IntakeError(.lintFailed, "The code could not be looked at on this machine.") }
        let finding = LintReport.Finding(line: 2, column: 0, rule: "forbidden_module", reason: "os is forbidden")
        return LintReport(
            findings: text.contains("import os") ? [finding] : [],
            truncated: false,
            fingerprints: Fingerprints(exact: "a", normalised: "b", structure: "c"),
            nodes: 3
        )
    }
}

/// A site that takes submissions, and a hotkey that is registered there.
struct Desk: Sendable {
    let site: TestSite
    let pair = HotkeyPair()

    var chain: LocalChain { site.arena.chain }

    /// Runs a test at a desk of its own.
    static func open(
        changing change: (inout SiteIntake) -> Void = { _ in },
        _ test: @Sendable (Desk, any TestClientProtocol) async throws -> Void
    ) async throws {
        let arena = try SeededArena(blockTime: Seconds(3600))
        var intake = SiteIntake(inspector: TrustingInspector())
        (intake.burst, intake.perSecond) = (100, 0.001)
        change(&intake)
        var site = TestSite(arena)
        site.options.intake = intake
        let desk = Desk(site: site)
        try await desk.chain.register(desk.pair)
        try await site.ask { client in try await test(desk, client) }
        try arena.remove()
    }

    /// What a competitor may change or get wrong.
    struct Sheet: Sendable {
        var code = Data("def inner_steps():\n    pass\n".utf8)
        /// What is sent, where that is not what was signed.
        var sent: Data?
        var nonce: UInt64?
        var path = "/v1/submissions"
        var age: Int64 = 0
        var signer: HotkeyPair?
        var network: Data?
        var revealBlocks: Int?
        var missing: Delivery.Field?
    }

    func fields(_ sheet: Sheet) async throws -> HTTPFields {
        let hash = CodeHash(of: sheet.code), signer = sheet.signer ?? pair
        let next = try await chain.nextNonce(of: pair.hotkey)
        let network = sheet.network ?? chain.identity
        let request = SignedRequest(
            method: "POST",
            path: sheet.path,
            network: network,
            hotkey: pair.hotkey,
            bodyHash: hash,
            nonce: sheet.nonce ?? next,
            milliseconds: Int64(Date().timeIntervalSince1970 * 1000) - sheet.age
        )
        let payload = try CodeCommitment(hash: hash, url: "upload:\(hash.text)").payload
        let blocks = UInt64(sheet.revealBlocks ?? site.arena.preset.schedule.revealBlocks)
        let commitment = try Extrinsic(
            signing: .commit(payload: payload, revealAfter: blocks),
            by: pair,
            nonce: request.nonce,
            chain: network
        )
        let values: [Delivery.Field: String] = [
            .hotkey: pair.hotkey.text, .codeHash: hash.text, .nonce: "\(request.nonce)",
            .time: "\(request.milliseconds)", .signature: Hex.text(try signer.sign(request.message)),
            .commitment: Hex.text(commitment.signature),
        ]
        var fields: HTTPFields = [:]
        for (field, value) in values where field != sheet.missing {
            if let name = HTTPField.Name(field.rawValue) { fields[name] = value }
        }
        return fields
    }

    func handIn(_ sheet: Sheet, _ client: any TestClientProtocol) async throws -> TestResponse {
        try await send(try await fields(sheet), sheet.sent ?? sheet.code, client)
    }

    func send(_ fields: HTTPFields, _ body: Data, _ client: any TestClientProtocol) async throws -> TestResponse {
        try await client.execute(
            uri: "/v1/submissions",
            method: .post,
            headers: fields,
            body: ByteBuffer(bytes: body)
        ) { $0 }
    }

    /// The file of a submission in the arena's folder, or nil when there is none.
    func stored(_ code: Data) -> Data? {
        FileManager.default.contents(atPath: "\(site.arena.home.uploads)/\(CodeHash(of: code).text).py")
    }
}
