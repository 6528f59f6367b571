import FoundationEssentials

/// Takes a stream of server-sent events apart.
///
/// What is longer than it should be is thrown away: a server that never ends a line costs no memory.
struct EventLines: Sendable {
    struct Event: Hashable, Sendable {
        var id: String?
        var data: String
    }

    private var line: [UInt8] = []
    private var isTooLong = false
    private var data: [String] = []
    private var size = 0
    private var id: String?

    /// The longest line, and the most bytes of one event.
    private static let longest = 65_536

    /// Takes bytes in.
    ///
    /// - Parameter bytes: What came.
    /// - Returns: The events that are complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"):
                if let event = endLine() { events.append(event) }
            case UInt8(ascii: "\r"):
                continue
            default:
                if line.count < Self.longest { line.append(byte) } else { isTooLong = true }
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        defer { (line, isTooLong) = ([], false) }
        guard !line.isEmpty else { return endEvent() }
        guard !isTooLong, line.first != UInt8(ascii: ":") else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1] : ""
        switch parts[0] {
        case "id": if value.count <= 32 { id = String(value) }
        case "data":
            size += value.utf8.count
            if size <= Self.longest { data.append(String(value)) }
        default: break
        }
        return nil
    }

    private mutating func endEvent() -> Event? {
        defer { (data, size) = ([], 0) }
        guard !data.isEmpty, size <= Self.longest else { return nil }
        return Event(id: id, data: data.joined(separator: "\n"))
    }
}
