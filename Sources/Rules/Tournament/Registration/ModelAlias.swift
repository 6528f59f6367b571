import Crypto
import FoundationEssentials

/// The names under which models are handed out where nobody is to know them by name.
package enum ModelAlias {
    /// Returns the first 16 hexadecimal digits of the SHA-256 of a salt and a model's identifier.
    package static func of(_ model: String, salt: String) -> String {
        String(Hex.text(SHA256.hash(data: Data((salt + model).utf8))).prefix(16))
    }
}
