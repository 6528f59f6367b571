/// The English word list of BIP-39: 2048 words in alphabetical order, in `Resources/bip39-english.txt`.
enum BIP39Words {
    private static let words = PackageResources.bip39_english_txt.split(separator: UInt8(ascii: "\n")).map(Array.init)

    private static let numbers = Dictionary(uniqueKeysWithValues: zip(words, words.indices))

    static func word(_ number: Int) -> [UInt8] { words[number] }

    static func number(of word: some Sequence<UInt8>) -> Int? { numbers[Array(word)] }
}
