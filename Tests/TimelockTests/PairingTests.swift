import Testing

@testable import Timelock

@Suite struct PairingTests {
    private static let g1 = Point(G1.generator)
    private static let g2 = Point(G2.generator)

    @Test func agreesWithBlstOnTheGenerators() {
        #expect(Pairing(Self.g1, Self.g2).bytes == Vectors.timelock.pairing(of: "e(G1gen,G2gen)"))
    }

    @Test func agreesWithBlstOnASignature() throws {
        let signature = try Point<G1>(compressed: Vectors.timelock.quicknet.signature.bytes)
        #expect(Pairing(signature, Self.g2).bytes == Vectors.timelock.pairing(of: "e(sig_round1000,G2gen)"))
    }

    /// Appendix B of draft-irtf-cfrg-pairing-friendly-curves-11: its exponent is a third of ours.
    @Test func isTheCubeOfTheDraftsPairing() {
        let published = [
            "11619b45f61edfe3b47a15fac19442526ff489dcda25e59121d9931438907dfd448299a87dde3a649bdba96e84d54558",
            "153ce14a76a53e205ba8f275ef1137c56a566f638b52d34ba3bf3bf22f277d70f76316218c0dfd583a394b8448d2be7f",
            "095668fb4a02fe930ed44767834c915b283b1c6ca98c047bd4c272e9ac3f3ba6ff0b05a93e59c71fba77bce995f04692",
            "16deedaa683124fe7260085184d88f7d036b86f53bb5b7f1fc5e248814782065413e7d958d17960109ea006b2afdeb5f",
            "09c92cf02f3cd3d2f9d34bc44eee0dd50314ed44ca5d30ce6a9ec0539be7a86b121edc61839ccc908c4bdde256cd6048",
            "111061f398efc2a97ff825b04d21089e24fd8b93a47e41e60eae7e9b2a38d54fa4dedced0811c34ce528781ab9e929c7",
            "01ecfcf31c86257ab00b4709c33f1c9c4e007659dd5ffc4a735192167ce197058cfb4c94225e7f1b6c26ad9ba68f63bc",
            "08890726743a1f94a8193a166800b7787744a8ad8e2f9365db76863e894b7a11d83f90d873567e9d645ccf725b32d26f",
            "0e61c752414ca5dfd258e9606bac08daec29b3e2c57062669556954fb227d3f1260eedf25446a086b0844bcd43646c10",
            "0fe63f185f56dd29150fc498bbeea78969e7e783043620db33f75a05a0a2ce5c442beaff9da195ff15164c00ab66bdde",
            "10900338a92ed0b47af211636f7cfdec717b7ee43900eee9b5fc24f0000c5874d4801372db478987691c566a8c474978",
            "1454814f3085f0e6602247671bc408bbce2007201536818c901dbd4d2095dd86c1ec8b888e59611f60a301af7776be3d",
        ].map { Fp(hex: $0) }
        let pairs = (0..<6).map { Fp2(published[2 * $0], published[2 * $0 + 1]) }
        let value = Fp12(Fp6(pairs[0], pairs[1], pairs[2]), Fp6(pairs[3], pairs[4], pairs[5]))
        #expect(Pairing(Self.g1, Self.g2).value == value * value * value)
    }

    @Test func isBilinear() {
        let a = Scalar(hex: "000000000000000000000000000000000000000000000000a3f1c07d5e9b2846")
        let b = Scalar(hex: "5d1c0f3e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d")
        let sides = [
            Pairing(Self.g1.multiplied(by: a).multiplied(by: b), Self.g2),
            Pairing(Self.g1, Self.g2.multiplied(by: b).multiplied(by: a)),
            Pairing(Self.g1.multiplied(by: a), Self.g2.multiplied(by: b)),
            Pairing(Self.g1.multiplied(by: b), Self.g2.multiplied(by: a)),
        ]
        #expect(sides.allSatisfy { $0 == sides[0] })
        #expect(!sides[0].isOne)
    }

    @Test func multipliesAlongWithPoints() {
        let three = Self.g1.multiplied(byPublic: 3)
        let product = Pairing(Self.g1, Self.g2).value * Pairing(three, Self.g2).value
        #expect(Pairing(Self.g1 + three, Self.g2).value == product)
        #expect(Pairing(productOver: [(Self.g1, Self.g2), (three, Self.g2)]).value == product)
        #expect(Pairing(productOver: [(Self.g1, Self.g2), (-Self.g1, Self.g2)]).isOne)
        #expect(Pairing(-Self.g1, Self.g2) == Pairing(Self.g1, -Self.g2))
    }

    @Test func isOneWithTheIdentity() {
        #expect(Pairing(.identity, Self.g2).isOne)
        #expect(Pairing(Self.g1, .identity).isOne)
        #expect(Pairing(productOver: []).isOne)
        #expect(!Pairing(Self.g1, Self.g2).isOne)
    }

    @Test func valuesHaveOrderR() {
        let value = Pairing(Self.g1, Self.g2).value
        var power = Fp12.one
        for bit in (0..<256).reversed() {
            power = power.squared()
            if Scalar.order[bit / 64] >> UInt64(bit % 64) & 1 == 1 { power = power * value }
        }
        #expect(power == .one)
    }
}
