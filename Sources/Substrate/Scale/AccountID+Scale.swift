package import Accounts

extension AccountID: ScaleCodable {
    /// Reads 32 bytes.
    package init(from reader: inout ScaleReader) throws {
        guard let account = AccountID(try reader.take(32)) else { preconditionFailure("32 bytes were asked for") }
        self = account
    }

    /// Writes the 32 bytes.
    package func write(to writer: inout ScaleWriter) { writer.append(bytes) }
}
