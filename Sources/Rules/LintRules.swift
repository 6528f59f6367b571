/// What a submission's text may not contain, as a policy of the contest.
///
/// It saves honest people a rejection later. Judging never relies on it.
package struct LintRules: Sendable, Hashable, Codable {
    /// What happens to the block under `if __name__ == "__main__":`.
    package enum MainGuard: String, Sendable, Hashable, Codable {
        /// It is looked at like everything else.
        case scan
        /// It is left out: it does not run when a submission is judged.
        case skip
    }

    /// What happens to the block under `if __name__ == "__main__":`.
    package var mainGuard: MainGuard
    /// Modules that may not be imported, with everything below them.
    package var forbiddenModules: [String]
    /// Names that may not be used, such as `eval`.
    package var forbiddenNames: [String]
    /// Names that may not stand after a dot.
    package var forbiddenAttributes: [String]
    /// Names after a dot that may be read and not assigned, such as `requires_grad`.
    package var protectedAttributes: [String]
    /// Dotted paths that may not be used, such as `torch.load`.
    package var forbiddenPaths: [String]
    /// Dotted paths below which nothing may be assigned or deleted.
    package var protectedPaths: [String]
    /// Dotted paths below which it is allowed all the same.
    package var writablePaths: [String]
    /// Modules that may be imported under their own name only.
    package var noAlias: [String]
    /// Texts that no constant may contain, put together from parts or not.
    package var forbiddenStrings: [String]
    /// Arguments that may not be given these values, such as `weights_only` with `false`.
    package var forbiddenKeywords: [String: JSONValue]
    /// Whether `from module import *` is refused.
    package var forbidsStarImports: Bool
    /// The longest constant of bytes, if there is a limit.
    package var largestBytesLiteral: ByteCount?

    enum CodingKeys: String, CodingKey {
        case mainGuard = "main_guard"
        case forbiddenModules = "forbidden_modules"
        case forbiddenNames = "forbidden_names"
        case forbiddenAttributes = "forbidden_attributes"
        case protectedAttributes = "protected_attributes"
        case forbiddenPaths = "forbidden_paths"
        case protectedPaths = "protected_paths"
        case writablePaths = "writable_paths"
        case noAlias = "no_alias"
        case forbiddenStrings = "forbidden_strings"
        case forbiddenKeywords = "forbid_keywords"
        case forbidsStarImports = "forbid_star_imports"
        case largestBytesLiteral = "largest_bytes_literal"
    }
}
