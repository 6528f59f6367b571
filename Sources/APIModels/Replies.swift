package import Rules

/// Whether the site can answer, and for which contest.
package struct Health: Sendable, Codable, Hashable {
    package var status: String
    package var preset: String
    package var block: UInt64
    /// The number of the newest event; a client that knows it is up to date.
    package var newestEvent: Int64

    enum CodingKeys: String, CodingKey {
        case status, preset, block
        case newestEvent = "newest_event"
    }

    /// Makes one from its parts.
    package init(preset: String, block: UInt64, newestEvent: Int64) {
        status = "healthy"
        self.preset = preset
        self.block = block
        self.newestEvent = newestEvent
    }
}

/// The rules in force.
package struct RulesReply: Sendable, Codable, Hashable {
    /// One key of the rules.
    package struct Row: Sendable, Codable, Hashable {
        /// The dotted path.
        package var key: String
        package var value: JSONValue
        package var meaning: String

        /// Makes one from its parts.
        package init(key: String, value: JSONValue, meaning: String) {
            self.key = key
            self.value = value
            self.meaning = meaning
        }
    }

    package var name: String
    package var hash: String
    package var summary: String
    /// The preset as its file has it.
    package var preset: JSONValue
    package var keys: [Row]

    /// Makes one from its parts.
    package init(name: String, hash: String, summary: String, preset: JSONValue, keys: [Row]) {
        self.name = name
        self.hash = hash
        self.summary = summary
        self.preset = preset
        self.keys = keys
    }
}

/// The code of a submission that has its verdict.
package struct CodeReply: Sendable, Codable, Hashable {
    package var submission: String
    package var codeHash: String
    /// The text; bytes that are no UTF-8 are replaced.
    package var code: String

    enum CodingKeys: String, CodingKey {
        case submission, code
        case codeHash = "code_hash"
    }

    /// Makes one from its parts.
    package init(submission: String, codeHash: String, code: String) {
        self.submission = submission
        self.codeHash = codeHash
        self.code = code
    }
}

/// What a submission printed in one sandbox.
package struct LogReply: Sendable, Codable, Hashable {
    package var file: String
    package var text: String
    /// Whether the end was cut off.
    package var isCut: Bool

    enum CodingKeys: String, CodingKey {
        case file, text
        case isCut = "cut"
    }

    /// Makes one from its parts.
    package init(file: String, text: String, isCut: Bool) {
        self.file = file
        self.text = text
        self.isCut = isCut
    }
}
