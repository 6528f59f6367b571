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
            failures: [.notFound],
            handler: reply
        )
        // A nonce is used up without anything being recorded.
        route.isKept = false
        return [route]
    }

    private static func reply(_ call: MomentCall) async throws -> HotkeyReply {
        let moment = call.moment, schedule = moment.preset.schedule
        let text = try call.hotkey
        guard HotkeyForm.fits(text) else {
            throw SiteError(.invalidParameter, "A hotkey is an SS58 address of the network 42.")
        }
        guard let hotkey = Hotkey(text) else {
            throw SiteError(.notFound, "There is no such hotkey: its address has a typing mistake.")
        }
        return HotkeyReply(
            hotkey: hotkey.text,
            uid: moment.uids[hotkey.text],
            nextNonce: try await moment.embedded?.nextNonce(of: hotkey),
            network: Hex.text(moment.chain.identity),
            block: moment.block,
            blockSeconds: moment.chain.rhythm.blockTime.value,
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
        schema: .object(["type": .string("string"), "pattern": .string(HotkeyForm.pattern)]),
        meaning: "the hotkey's SS58 address",
        example: .string(HotkeyForm.example)
    )
}
