extension Fp12 {
    /// The element to the power of p.
    ///
    /// Coefficients in Fp2 are conjugated; wᵏ to the power of p is γᵏ · wᵏ with γ = ξ^((p-1)/6).
    func frobenius() -> Fp12 {
        let powers = Fp12.frobeniusPowers
        return Fp12(
            Fp6(c0.c0.conjugate, c0.c1.conjugate * powers[2], c0.c2.conjugate * powers[4]),
            Fp6(c1.c0.conjugate * powers[1], c1.c1.conjugate * powers[3], c1.c2.conjugate * powers[5])
        )
    }

    /// γ = ξ^((p-1)/6).
    static let frobeniusFactor = Fp2(
        Fp(
            constant: """
                1904d3bf02bb0667c231beb4202c0d1f0fd603fd3cbd5f4f\
                7b2443d784bab9c4f67ea53d63e7813d8d0775ed92235fb8
                """
        ),
        Fp(
            constant: """
                00fc3e2b36c4e03288e9e902231f9fb854a14787b6c7b36f\
                ec0c8ec971f63c5f282d5ac14d6c7ec22cf78a126ddc4af3
                """
        )
    )

    /// γ⁰ … γ⁵.
    private static let frobeniusPowers: InlineArray<6, Fp2> = {
        var powers = InlineArray<6, Fp2>(repeating: .one)
        for index in 1..<6 { powers[index] = powers[index - 1] * frobeniusFactor }
        return powers
    }()
}
