import Accounts
import Testing

@testable import Substrate

@Suite struct SS58Tests {
    private static let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"

    @Test func recordedAddresses() throws {
        for vector in try #require(try Fixture.json("ss58_scale")["ss58"]).elements {
            let text = try vector.text("ss58_42")
            let account = try #require(AccountID(try vector.hexadecimal("public")))
            #expect(SS58Address(account).text == text)
            #expect(try SS58Address(text).account == account)
            #expect(account.description == text)
        }
    }

    /// Every network that there can be: one byte below 64, two above.
    @Test func networksComeBack() throws {
        let account = try SS58Address(Self.alice).account
        for number in stride(from: UInt16(0), to: 16384, by: 97) {
            let address = try #require(SS58Address(account, network: number))
            #expect(try SS58Address(address.text, network: nil) == address)
            #expect(try SS58Address(address.text, network: number) == address)
        }
        for number: UInt16 in [46, 47, 16384, 65535] { #expect(SS58Address(account, network: number) == nil) }
        #expect(SS58Address(account, network: 0)?.text == "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5")
        #expect(SS58Address(account, network: 2)?.text == "HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F")
    }

    @Test func typingMistakesAreNamed() {
        let letters = Array(Self.alice)
        for place in letters.indices {
            var other = letters
            other[place] = letters[place] == "x" ? "y" : "x"
            #expect(
                [.wrongChecksum, .malformed].contains(mistake { try SS58Address(String(other), network: nil) })
            )
        }
        #expect(mistake { try SS58Address(String(letters.dropLast()) + "Z") } == .wrongChecksum)
    }

    @Test(arguments: ["", "0", "5Grwva", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQYa", "1111", "5Grw€", " "])
    func otherTextsAreNoAddresses(_ text: String) {
        #expect(mistake { try SS58Address(text, network: nil) } == .malformed)
    }

    @Test func anotherNetworkIsRefused() throws {
        let account = try SS58Address(Self.alice).account
        let other = try #require(SS58Address(account, network: 0))
        #expect(mistake { try SS58Address(other.text) } == .wrongNetwork)
    }

    @Test func veryLongTextsAreNotCalculatedWith() {
        #expect(mistake { try SS58Address(String(repeating: "z", count: 1 << 20)) } == .malformed)
    }
}

/// The code that a text is refused with as an address, or nil when it is not.
private func mistake<Value>(_ body: () throws -> Value) -> AddressError.Code? {
    do {
        _ = try body()
        return nil
    } catch let error as AddressError {
        return error.code
    } catch {
        Issue.record("an error of another kind: \(error)")
        return nil
    }
}
