@testable import Intake

extension Attempt {
    /// The edges and the well-known inhabitants of every block that is not public.
    static let privateAddresses = [
        "0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.64.0.1",
        "100.100.100.200", "100.127.255.255", "127.0.0.0", "127.0.0.1", "127.0.0.53", "127.1.2.3", "127.255.255.255",
        "168.63.129.16", "169.254.0.0", "169.254.169.254", "169.254.170.2", "169.254.255.255", "172.16.0.0",
        "172.17.0.1", "172.31.255.255", "192.0.0.0", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.0.0", "192.168.1.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "224.0.0.251", "239.255.255.250", "240.0.0.1", "255.255.255.254", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "::ffff:0.0.0.0", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "::ffff:192.168.1.1", "::ffff:255.255.255.255", "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::1:8.8.8.8", "64:ff9b:1::1",
        "64:ff9b:1::127.0.0.1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:2::1",
        "2001:3::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2001:db8:ffff:ffff::1", "2002:7f00:1::1",
        "2002:a00:1::1", "2002:c0a8:101::1", "2606:4700:4700::5efe:10.0.0.1", "2606:4700:4700::200:5efe:127.0.0.1",
        "3fff::1", "3fff:fff:ffff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fdff:ffff::1",
        "fe80::1", "febf::1", "fec0::1", "feff::1", "ff01::1", "ff02::1", "ff02::fb", "ff05::1:3", "ff0e::1", "ffff::1",
    ]

    /// Every address by each way that leads to it.
    static let addresses = privateAddresses.flatMap { address in
        let literal = "http://\(address.contains(":") ? "[\(address)]" : address)/code"
        return [
            Attempt(what: "\(address) in the URL", url: literal, code: .addressRefused),
            Attempt(
                what: "a name for \(address)",
                url: "https://lure.example/code",
                answers: ["lure.example": [[address]]],
                code: .addressRefused
            ),
            Attempt(
                what: "a name for a public address and \(address)",
                url: "http://lure.example/code",
                answers: ["lure.example": [["93.184.216.34", address]]],
                code: .addressRefused
            ),
            Attempt(
                what: "a redirect to \(address)",
                url: "http://good.example/to/302?\(query(literal))",
                code: .addressRefused
            ),
        ]
    }

    /// Names that have another address when they are asked for again.
    static let rebinding =
        privateAddresses.map { address in
            Attempt(
                what: "a name that moves to \(address) between redirects",
                url: "http://lure.example/to/302?\(query("http://lure.example/code"))",
                answers: ["lure.example": [["93.184.216.34"], [address]]],
                code: .addressRefused
            )
        } + [
            Attempt(
                what: "a name that moves inside after the check",
                url: "http://lure.example/code",
                answers: ["lure.example": [["93.184.216.34"], ["127.0.0.1"]]],
                code: nil
            ),
            Attempt(
                what: "a name that moves inside at the third redirect",
                url: "http://lure.example/hops/2?\(query("http://lure.example/code"))",
                answers: ["lure.example": [["93.184.216.34"], ["8.8.8.8"], ["8.8.8.8"], ["::1"]]],
                code: .addressRefused
            ),
            Attempt(
                what: "a name that moves between public addresses",
                url: "http://lure.example/hops/2?\(query("/code"))",
                answers: ["lure.example": [["93.184.216.34"], ["8.8.8.8"], ["2606:2800:220:1::1"], ["8.8.8.8"]]],
                code: nil
            ),
            Attempt(
                what: "a name that moves to a mixed answer",
                url: "http://lure.example/to/307?\(query("/code"))",
                answers: ["lure.example": [["93.184.216.34"], ["8.8.8.8", "10.0.0.1"]]],
                code: .addressRefused
            ),
            Attempt(
                what: "a private address among many public ones",
                url: "http://lure.example/code",
                answers: ["lure.example": [Array(repeating: "8.8.8.8", count: 200) + ["fd00::1"]]],
                code: .addressRefused
            ),
        ]
}
