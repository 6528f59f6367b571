@testable import Intake

/// One try to lure a fetch: a URL, what its names resolve to, and what has to come of it.
struct Attempt: Sendable {
    /// The only addresses that a connection may ever be made to in these tests.
    static let publicAddresses: Set = [
        "93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ]

    /// What is tried, in a few words.
    let what: String
    let url: String
    /// What the name server answers by host, one list for each time that it is asked; the last one stays.
    var answers: [String: [[String]]] = [:]
    /// The code that it has to end with; nil when the code of the fixture has to arrive, and no byte else.
    let code: IntakeError.Code?
    /// The deadline in seconds: long where nothing is late, so that no busy machine decides; short where nothing comes.
    var seconds: Double = 30

    /// All of them.
    static let all =
        addresses + spellings + forms + connections + answers + endlessAnswers + redirects + rebinding

    /// Something that has to be waited for until the deadline.
    static func late(_ what: String, _ url: String) -> Attempt {
        Attempt(what: what, url: url, code: .fetchTimedOut, seconds: 0.7)
    }

    /// Bytes as they can stand in the query of a URL.
    static func query(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }
}
