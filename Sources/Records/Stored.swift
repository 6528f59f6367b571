import Rules

/// Between stored columns and checked types.
///
/// What the database holds was checked before it was stored, so a value that does not fit means that something else
/// wrote to the file: it is an error that names the value, and never a trap.
enum Stored {
    private static let hotkeys = KnownHotkeys()

    static func hotkey(_ text: String) throws -> Hotkey {
        if let hotkey = hotkeys.hotkey(text) { return hotkey }
        guard text.utf8.count != 64 else {
            throw RecordsError(
                .invalid,
                "this arena was made with Ed25519 keys, which cannot be carried over; begin a new one in another folder"
            )
        }
        throw RecordsError(.invalid, "'\(text)' is not a hotkey")
    }

    static func codeHash(_ text: String) throws -> CodeHash {
        guard let hash = CodeHash(text) else { throw RecordsError(.invalid, "'\(text)' is not a code hash") }
        return hash
    }

    static func unsigned(_ number: Int64) throws -> UInt64 {
        guard number >= 0 else { throw RecordsError(.invalid, "\(number) is below 0") }
        return UInt64(number)
    }

    static func column(_ number: UInt64) throws -> Int64 {
        guard let column = Int64(exactly: number) else {
            throw RecordsError(.invalid, "\(number) is beyond what can be stored")
        }
        return column
    }

    static func choice<Choice: RawRepresentable<String>>(_ text: String) throws -> Choice {
        guard let choice = Choice(rawValue: text) else {
            throw RecordsError(.invalid, "'\(text)' is not a \(Choice.self)")
        }
        return choice
    }
}
