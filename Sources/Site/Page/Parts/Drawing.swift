/// Lines, dots and bars of drawings whose width is that of the page: places are shares of it.
enum Drawing {
    /// A line along the middle, or anywhere else.
    static func line(
        _ kind: String,
        x: (Double, Double),
        y: (Double, Double) = (0.5, 0.5)
    ) -> Markup {
        tag(
            "line",
            .class(kind),
            Attribute("x1", Scale.percent(x.0)),
            Attribute("x2", Scale.percent(x.1)),
            Attribute("y1", Scale.percent(y.0)),
            Attribute("y2", Scale.percent(y.1))
        ) {}
    }

    /// A dot, with words for those who point at it.
    static func dot(_ kind: String, x: Double, y: Double = 0.5, radius: String, title: String? = nil) -> Markup {
        tag(
            "circle",
            .class(kind),
            Attribute("cx", Scale.percent(x)),
            Attribute("cy", Scale.percent(y)),
            Attribute("r", radius)
        ) {
            if let title { tag("title") { title } }
        }
    }

    /// A bar in the middle of a line of text.
    static func bar(from: Double, to: Double) -> Markup {
        tag(
            "rect",
            Attribute("x", Scale.percent(min(from, to))),
            Attribute("width", Scale.percent(abs(to - from))),
            Attribute("y", "4"),
            Attribute("height", "8"),
            Attribute("rx", "1")
        ) {}
    }

    /// Words at a place, moved by so many points.
    static func text(
        _ text: String,
        x: Double,
        y: Double,
        dx: String = "0",
        dy: String = "0",
        anchor: String? = nil,
        kind: String = "tick"
    ) -> Markup {
        tag(
            "text",
            .class(kind),
            Attribute("x", Scale.percent(x)),
            Attribute("y", Scale.percent(y)),
            Attribute("dx", dx),
            Attribute("dy", dy),
            anchor.map { Attribute("text-anchor", $0) }
        ) { text }
    }
}
