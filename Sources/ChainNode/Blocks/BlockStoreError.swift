/// Why blocks cannot be kept, or those that were kept cannot be used.
package struct BlockStoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: Sendable, Hashable {
        /// The file cannot be opened, read or written.
        case unavailable
        /// Another node keeps its blocks there.
        case busy
        /// The file is something else.
        case foreign
        /// The chain in it began otherwise: with other settings, or under another version of the rules.
        case otherChain
        /// A block is missing, or is not what was kept.
        case damaged
    }

    /// The kind.
    package let code: Code
    /// One sentence for whoever runs the node.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence.
    package var description: String { message }
}
