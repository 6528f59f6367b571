@testable import Intake

extension Attempt {
    /// Private addresses and names for them, spelled so that a careless reader sees another host.
    ///
    /// Whatever the system does not take as an address is a name, and every unknown name resolves to 127.0.0.1 here.
    static let spellings = hiddenHosts.map { host in
        Attempt(what: "the host \(host)", url: "http://\(host)/code", code: .addressRefused)
    }

    private static let hiddenHosts = [
        // Short, decimal, octal and hexadecimal forms.
        "127.1", "127.0.1", "2130706433", "0x7f000001", "0X7F000001", "0x7f.1", "0x7F.0.0.0x1", "0177.0.0.1",
        "0177.0.0.01", "00000177.1", "017700000001", "0", "00", "0x0", "0.0", "0.0.0", "4294967295", "0xffffffff",
        "037777777777", "10.1", "0xa.1", "012.1", "167772161", "169.254.43518", "169.16689662", "0xa9fea9fe",
        "2852039166", "0251.0376.0251.0376", "192.168.257", "192.11010305", "172.1048577", "0xac100001", "100.4194305",
        // No address to anybody, so a name.
        "127.0.0.1.", "127.1.", "0x7f000001.", "4294967296", "256.0.0.1", "127.0.0.256", "0x100000000", "1.2.3.4.5",
        "08.0.0.1", "0x7g.0.0.1", "127.0.0.1.lure.example", "127-0-0-1.lure.example", "-", "_", "a_b", "...",
        "lure..example",
        ".lure.example", "localhost", "LOCALHOST", "LocalHost.", "localhost.localdomain", "ip6-localhost",
        "instance-data",
        "metadata", "metadata.google.internal", "host.docker.internal", "kubernetes.default.svc", "_gateway",
        "broadcasthost",
        "xn--lcalhost-54f", "0x7f000001.lure.example",
        // IPv6 written long, short, in capitals and with IPv4 inside.
        "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[0::1]", "[::0001]", "[::FFFF:127.0.0.1]",
        "[::ffff:7f00:1]", "[::FFFF:7F00:0001]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::7f00:1]", "[FE80::1]", "[FC00::1]",
        "[64:FF9B::7f00:1]", "[64:ff9b:0:0:0:0:a9fe:a9fe]", "[2002:7F00:1::]", "[::ffff:a9fe:a9fe]", "[FEC0::1]",
        // The end of the host is not where it seems to be.
        "127.0.0.1?@good.example", "127.0.0.1#@good.example", "127.0.0.1/@good.example", "127.0.0.1:80#good.example:80",
        "127.0.0.1:443", "[::1]:8080", "[::1]:", "localhost:", "127.1:0080",
    ]
}
