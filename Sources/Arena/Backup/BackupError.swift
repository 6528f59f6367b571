/// Why an arena could not be backed up or restored.
package struct BackupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, in a form that code can act on.
    package enum Code: Sendable, Hashable {
        /// There is no such folder.
        case missing
        /// A file is not what the backup says that it is.
        case damaged
        /// The folder is no backup, or one that this version cannot read.
        case foreign
        /// There is something already where the backup or the arena was to go.
        case alreadyThere
        /// A validator works in the folder.
        case busy
        /// A file or folder cannot be written.
        case unwritable
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
