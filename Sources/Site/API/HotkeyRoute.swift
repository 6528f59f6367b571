import APIModels
import Chain
import Rules

/// What a hotkey has to know before it signs anything.
enum HotkeyRoute {
    static var all: [APIRoute] {
        var route = APIRoute(
            bounded: "/v1/hotkeys/{hotkey}",
            "What a hotkey has to know before it hands something in.",
            [.hotkeyInPath],
            handler: reply
        )
        // A nonce is used up without anything being recorded.
        route.isKept = false
        return [route]
    }

    private static func reply(_ call: MomentCall) async throws -> HotkeyReply {
        let moment = call.moment, schedule = moment.preset.schedule
        guard let hotkey = Hotkey(try call.hotkey) else {
            throw SiteError(.invalidParameter, "A hotkey has 64 lower-case hexadecimal digits.")
        }
        return HotkeyReply(
            hotkey: hotkey.text,
            uid: moment.uids[hotkey.text],
            nextNonce: try await moment.chain.nextNonce(of: hotkey),
            network: Hex.text(moment.chain.identity),
            block: moment.block,
            blockSeconds: moment.chain.genesis.blockTime.value,
            revealBlocks: schedule.revealBlocks,
            codeBytes: moment.preset.intake.code.bytes,
            milliseconds: moment.milliseconds
        )
    }
}

extension APIRoute.Parameter {
    fileprivate static let hotkeyInPath = Self(
        name: "hotkey",
        place: .path,
        schema: .object(["type": .string("string"), "pattern": .string("^[0-9a-f]{64}$")]),
        meaning: "the public key of the hotkey",
        example: .string(String(repeating: "5a", count: 32))
    )
}
