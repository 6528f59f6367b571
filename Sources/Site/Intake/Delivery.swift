import Chain
import Foundation
import HTTPTypes
import Rules

/// What the header of a request says about the file in its body.
struct Delivery: Sendable {
    let hotkey: Hotkey
    let codeHash: CodeHash
    let nonce: UInt64
    let milliseconds: Int64
    /// The hotkey's signature over the request, and that over the commitment.
    let signature: Data
    let commitmentSignature: Data

    /// Reads the header.
    ///
    /// - Throws: `SiteError.Code.invalidParameter` for a field that is missing or has another form, and `badSignature` for an
    ///   address with a typing mistake, which nobody can sign for.
    init(_ fields: HTTPFields) throws {
        func value(_ field: Field) throws -> String {
            guard let name = HTTPField.Name(field.rawValue), let text = fields[name], field.fits(text) else {
                throw SiteError(.invalidParameter, "\(field.rawValue) has to be \(field.meaning): \(field.form).")
            }
            return text
        }
        let texts = try Field.allCases.map(value)
        guard let hotkey = Hotkey(texts[0]) else {
            throw SiteError(.badSignature, "The address of the hotkey has a typing mistake.")
        }
        guard let codeHash = CodeHash(texts[1]), let nonce = UInt64(texts[2]),
            let milliseconds = Int64(texts[3]), let signature = Hex.bytes(texts[4]),
            let commitmentSignature = Hex.bytes(texts[5])
        else { throw SiteError(.invalidParameter, "The header does not have the form of a submission's.") }
        self.hotkey = hotkey
        self.codeHash = codeHash
        self.nonce = nonce
        self.milliseconds = milliseconds
        self.signature = Data(signature)
        self.commitmentSignature = Data(commitmentSignature)
    }

    /// The fields, in the order in which they are read.
    enum Field: String, CaseIterable {
        case hotkey = "Tiltyard-Hotkey"
        case codeHash = "Tiltyard-Code"
        case nonce = "Tiltyard-Nonce"
        case time = "Tiltyard-Time"
        case signature = "Tiltyard-Signature"
        case commitment = "Tiltyard-Commitment"

        var meaning: String {
            switch self {
            case .hotkey: "the hotkey's SS58 address"
            case .codeHash: "the SHA-256 of the file"
            case .nonce: "the hotkey's next nonce"
            case .time: "the moment of the signature in milliseconds since 1970"
            case .signature: "the signature over the request"
            case .commitment: "the signature over the commitment"
            }
        }

        var form: String {
            switch kind {
            case .address: "48 characters of base58, from 5 on"
            case .bytes(let digits): "\(digits) lower-case hexadecimal digits"
            case .number: "up to 18 digits"
            }
        }

        /// The form as a regular expression for clients.
        var pattern: String {
            switch kind {
            case .address: HotkeyForm.pattern
            case .bytes(let digits): "^[0-9a-f]{\(digits)}$"
            case .number: "^[0-9]{1,18}$"
            }
        }

        private enum Kind {
            case address, number
            /// As hexadecimal digits, so many of them.
            case bytes(digits: Int)
        }

        private var kind: Kind {
            switch self {
            case .hotkey: .address
            case .codeHash: .bytes(digits: 64)
            case .nonce, .time: .number
            case .signature, .commitment: .bytes(digits: 128)
            }
        }

        func fits(_ text: String) -> Bool {
            switch kind {
            case .address: HotkeyForm.fits(text)
            case .bytes(let digits):
                text.utf8.count == digits
                    && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            case .number:
                (1...18).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
        }
    }

    /// The fields, for the description of the API.
    static var parameters: [APIRoute.Parameter] {
        Field.allCases.map { field in
            APIRoute.Parameter(
                name: field.rawValue,
                place: .header,
                schema: .object(["type": .string("string"), "pattern": .string(field.pattern)]),
                meaning: field.meaning,
                example: .string(field.example)
            )
        }
    }
}

extension Delivery.Field {
    fileprivate var example: String {
        switch self {
        case .hotkey: HotkeyForm.example
        case .codeHash: String(repeating: "5a", count: 32)
        case .nonce: "7"
        case .time: "1800000000000"
        case .signature, .commitment: String(repeating: "5a", count: 64)
        }
    }
}

extension Delivery {
    /// The request that has to be signed.
    func request(on network: Data) -> SignedRequest {
        SignedRequest(
            method: "POST",
            path: SubmissionDesk.path,
            network: network,
            hotkey: hotkey,
            bodyHash: codeHash,
            nonce: nonce,
            milliseconds: milliseconds
        )
    }

    /// The commitment that comes with the file: it goes to the chain as it is.
    func commitment(revealAfter blocks: Int) throws -> Extrinsic {
        let payload = try CodeCommitment(hash: codeHash, url: "upload:\(codeHash.text)").payload
        return Extrinsic(
            call: .commit(payload: payload, revealAfter: UInt64(max(blocks, 0))),
            hotkey: hotkey,
            nonce: nonce,
            signature: commitmentSignature
        )
    }
}
