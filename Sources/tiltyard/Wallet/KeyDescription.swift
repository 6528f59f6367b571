import Chain
import Rules

/// A coldkey or hotkey as commands show it: nothing in it is secret.
struct KeyDescription: Encodable {
    var wallet: String
    /// The hotkey's name, or nil for the wallet's coldkey.
    var hotkey: String?
    /// The SS58 address, or nil when it cannot be told.
    var address: String?
    /// The public key, "0x" and hexadecimal digits.
    var publicKey: String?
    /// Why the file cannot be used.
    var problem: String?
    var kind = "sr25519"
    var file: String
    /// Whether the secret half is encrypted.
    var isEncrypted = false
    /// The address of the coldkey beside a hotkey, if there is one.
    var coldkey: String?

    enum CodingKeys: String, CodingKey {
        case wallet, hotkey, address, problem, kind, file, coldkey
        case publicKey = "public_key"
        case isEncrypted = "encrypted"
    }

    /// Reads a hotkey.
    ///
    /// - Parameters:
    ///   - hotkey: Its name.
    ///   - wallet: The wallet that it is in.
    /// - Throws: `ChainError` of the wallet.
    init(_ hotkey: String, in wallet: Wallet) throws {
        self.wallet = wallet.name
        self.hotkey = hotkey
        file = try wallet.path(of: hotkey)
        coldkey = try? wallet.coldkeyAddress()?.text
        show(try wallet.load(hotkey).hotkey)
    }

    /// Reads a hotkey, and keeps what is wrong with it instead of failing.
    init(listing hotkey: String, in wallet: Wallet) {
        self.wallet = wallet.name
        self.hotkey = hotkey
        file = (try? wallet.path(of: hotkey)) ?? ""
        do {
            show(try wallet.load(hotkey).hotkey)
        } catch {
            problem = "\(error)"
        }
    }

    /// Reads the public half of a wallet's coldkey, and keeps what is wrong with it instead of failing.
    init(coldkeyOf wallet: Wallet) {
        self.wallet = wallet.name
        file = wallet.coldkeyPath
        do {
            isEncrypted = try wallet.coldkeyIsEncrypted()
            if let key = try wallet.coldkeyAddress() ?? (isEncrypted ? nil : wallet.coldkey().hotkey) { show(key) }
        } catch {
            problem = "\(error)"
        }
    }

    private mutating func show(_ key: Hotkey) {
        address = key.text
        publicKey = "0x" + Hex.text(key.bytes)
    }

    var lines: [String] {
        var fields = [("wallet", wallet)]
        if let hotkey { fields.append(("hotkey", hotkey)) }
        fields += [("address", address ?? "-"), ("public key", publicKey ?? "-"), ("kind", kind)]
        fields.append(("file", "\(file), \(isEncrypted ? "encrypted" : "not encrypted")"))
        if let coldkey { fields.append(("coldkey", coldkey)) }
        if let problem { fields.append(("problem", problem)) }
        return Fields(fields).lines
    }
}
