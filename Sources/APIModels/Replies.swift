package import Rules

/// Whether the site can answer, and for which contest.
package struct Health: Sendable, Codable, Hashable {
    /// `healthy`, or `chain_away` while the chain does not answer; everything else is told meanwhile.
    package var status: String
    package var preset: String
    /// The newest block that the chain told of.
    package var block: UInt64
    /// How long ago that was, in seconds; missing while the chain answers.
    package var chainAwaySeconds: Int?
    /// The number of the newest event; a client that knows it is up to date.
    package var newestEvent: Int64

    enum CodingKeys: String, CodingKey {
        case status, preset, block
        case chainAwaySeconds = "chain_away_seconds"
        case newestEvent = "newest_event"
    }

    /// Makes one from its parts.
    package init(status: String, preset: String, block: UInt64, chainAwaySeconds: Int?, newestEvent: Int64) {
        self.status = status
        self.preset = preset
        self.block = block
        self.chainAwaySeconds = chainAwaySeconds
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
