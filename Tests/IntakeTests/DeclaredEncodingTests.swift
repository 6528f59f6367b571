import Testing

@testable import Intake

@Suite struct DeclaredEncodingTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let name: String?
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Case(text: "# coding: latin-1", name: "latin-1"),
        Case(text: "#!/usr/bin/python3\n# -*- coding: utf-7 -*-\n", name: "utf-7"),
        Case(text: "\n \t# vim: set fileencoding=cp1252 :", name: "cp1252"),
        Case(text: "\u{FEFF}#coding:\tutf-16", name: "utf-16"),
        Case(text: "#\r# coding: rot13\r", name: "rot13"),
        Case(text: "# decoding is coding: raw_unicode_escape", name: "raw_unicode_escape"),
        Case(text: "# coding: \n# coding: idna", name: "idna"),
        Case(text: "\n\n# coding: utf-7", name: nil),
        Case(text: "import torch\n# coding: utf-7", name: nil),
        Case(text: "x = 1  # coding: utf-7", name: nil),
        Case(text: "# encoding of positions", name: nil),
        Case(text: "", name: nil),
    ])
    func readsWhatPythonWouldRead(_ wanted: Case) {
        #expect(DeclaredEncoding(of: wanted.text)?.name == wanted.name)
    }

    @Test(arguments: ["utf-8", "UTF-8", "utf_8", "utf8", "utf-8-sig", "ascii", "US-ASCII"])
    func isUTF8(_ name: String) {
        #expect(DeclaredEncoding(of: "# coding: \(name)")?.isUTF8 == true)
    }

    @Test(arguments: ["utf-7", "utf-80", "latin-1", "utf-16", "unicode_escape", "u8"])
    func isSomethingElse(_ name: String) {
        #expect(DeclaredEncoding(of: "# coding: \(name)")?.isUTF8 == false)
    }
}
