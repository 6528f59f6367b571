import Arena
import Records
import Rules

/// The published `/leaderboard`: the route that is asked most.
///
/// Its rows are written straight from those of the database: no encoder looks at them. A test holds them against
/// `Published.BoardRow`, whose form they have.
enum PublishedBoard {
    static func content(_ call: MomentCall) async throws -> Content {
        let moment = call.moment
        let standings = try await moment.records.top(presetHash: moment.presetHash, limit: try call.limit())
        var text = JSONText(capacity: 256 * standings.count + 2)
        text.raw("[")
        for (index, standing) in standings.enumerated() {
            if index > 0 { text.raw(",") }
            write(standing, rank: index + 1, moment, to: &text)
        }
        text.raw("]")
        return Content(type: "application/json", bytes: text.bytes)
    }

    private static func write(_ standing: RankedSubmission, rank: Int, _ moment: ArenaMoment, to text: inout JSONText) {
        let hotkey = standing.hotkey
        text.raw("{\"created_at\":")
        text.plain(UTCText.bytes(standing.arrivedAtMilliseconds))
        text.raw(",\"final_score\":")
        text.number(moment.publishedScore(standing.score))
        text.raw(",\"miner_hotkey\":")
        text.string(hotkey)
        text.raw(",\"miner_uid\":")
        if let uid = moment.uids[hotkey] { text.integer(uid) } else { text.raw("null") }
        text.raw(",\"num_evaluations\":")
        text.integer(moment.preset.runs)
        text.raw(",\"rank\":")
        text.integer(rank)
        text.raw(",\"submission_id\":")
        text.string(standing.submission)
        text.raw("}")
    }
}

/// JSON that is put together by hand.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends text as it is.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a string of characters that need no escape.
    mutating func plain(_ characters: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: characters)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends any string.
    mutating func string(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { characters in
            var begin = 0
            for place in 0..<characters.count where Self.needsEscape(characters[place]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[begin..<place]))
                escape(characters[place])
                begin = place + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[begin...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(contentsOf: byte < 0x20 ? Array("\\u00\(Hex.text([byte]))".utf8) : [UInt8(ascii: "\\"), byte])
    }

    mutating func integer(_ number: Int) { bytes.append(contentsOf: number.description.utf8) }

    /// Appends a number by the fewest digits that tell it from all others; `null` for one that JSON cannot hold.
    mutating func number(_ number: Double) {
        if let whole = Int(exactly: number), abs(whole) < 1 << 53 { return integer(whole) }
        bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }
}
