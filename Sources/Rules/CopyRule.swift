/// How alike two submissions have to be for the later one to be a copy.
///
/// Each level takes in the one before it.
package enum CopyRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing counts as a copy.
    case none
    /// The same bytes.
    case exact
    /// The same program: comments, layout, annotations and statements that do nothing aside.
    case normalised
    /// The same structure: names and numbers aside as well.
    case structure
}

/// What makes a submission comparable with others: three hashes of 64 hexadecimal digits.
package struct Fingerprints: Sendable, Hashable, Codable {
    /// The SHA-256 of the bytes.
    package var exact: String
    /// The hash of the program without comments, layout, docstrings and annotations.
    package var normalised: String
    /// The hash of the program without its own names and its numbers as well.
    package var structure: String

    /// Makes fingerprints.
    ///
    /// - Parameters:
    ///   - exact: The SHA-256 of the bytes.
    ///   - normalised: The hash of the normalised program.
    ///   - structure: The hash of its structure.
    package init(exact: String, normalised: String, structure: String) {
        self.exact = exact
        self.normalised = normalised
        self.structure = structure
    }
}
