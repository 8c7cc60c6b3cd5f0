import Charts
import Engine
import Mustache

/// Writes components as HTML, through the templates, and numbers figures and tables as it goes.
struct ComponentWriter {
  private let library: MustacheLibrary
  private var counter = FigureCounter()
  private var charts = 0
  /// The page's figures as HTML, in their order, of which the first ones have been taken.
  private let figures: [String]
  private var taken = 0

  init(_ page: Page, library: MustacheLibrary) throws {
    self.library = library
    figures = try Self.figures(of: page, library)
  }

  /// Figures are most of a page's work, and none needs another.
  private static func figures(of page: Page, _ library: MustacheLibrary) throws -> [String] {
    var counter = FigureCounter()
    let figures = page.steps.flatMap(\.results).flatMap(\.components).compactMap { component in
      if case .figure(let figure) = component { (figure, counter.nextFigure()) } else { nil }
    }
    let pages = mapInParallel(figures.count) { place in
      let (figure, (name, anchor)) = figures[place]
      let context: [String: Any] = [
        "anchor": anchor, "number": name, "caption": figure.caption, "isWide": !figure.isNarrow,
        "chart": figure.chart.svg(id: anchor), "data": figure.chart.data.map(Self.context) as Any,
      ]
      return library.render(context, withTemplate: "figure")
    }
    return try pages.map { html in
      guard let html else { throw MissingTemplate(name: "figure") }
      return html
    }
  }

  mutating func html(_ step: StepResult) throws -> String {
    var groups: [String] = []
    var beside: [String] = []
    for component in step.results.flatMap(\.components) {
      let html = try self.html(component)
      if case .figure(let figure) = component, figure.isNarrow {
        beside.append(html)
        continue
      }
      groups += row(&beside)
      groups.append(html)
    }
    groups += row(&beside)
    var context: [String: Any] = [
      "anchor": step.anchor, "body": groups.joined(separator: "\n"), "isFolded": step.echo == .folded,
    ]
    if step.echo != .hidden { context["code"] = step.code.map(\.html).joined() }
    return try render("step", context)
  }

  /// Small figures stand side by side.
  private func row(_ figures: inout [String]) -> [String] {
    defer { figures = [] }
    return figures.count > 1 ? ["<div class=\"beside\">\(figures.joined())</div>"] : figures
  }

  private mutating func html(_ component: Component) throws -> String {
    switch component {
    case .heading(let text): return "<h4>\(text.escapedForHTML)</h4>"
    case .paragraph(let text): return "<p class=\"finding\">\(text.escapedForHTML)</p>"
    case .list(let items):
      return "<ul>\(items.map { "<li>\($0.escapedForHTML)</li>" }.joined())</ul>"
    case .keyFigures(let figures):
      return try render(
        "keys", ["figures": figures.map { ["label": $0.label, "value": $0.value, "note": $0.note] }])
    case .callout(let callout):
      return try render("callout", ["kind": callout.kind.rawValue, "text": callout.text])
    case .figure:
      defer { taken += 1 }
      return figures[taken]
    case .table(let table): return try html(table)
    }
  }

  private static func context(_ data: ChartData) -> [String: Any] {
    var context: [String: Any] = [
      "columns": data.columns.enumerated().map { place, title in
        place == 0 ? ["title": title] : ["title": title, "class": "num"]
      },
      "rows": data.rows.map { row in ["name": row.first ?? "", "cells": row.dropFirst().map { ["text": $0] }] },
    ]
    if data.rows.count < data.rowCount {
      context["note"] = "\(data.rows.count) of \(data.rowCount) rows, spread evenly."
    }
    return context
  }

  private mutating func html(_ table: TableComponent) throws -> String {
    let (name, anchor) = counter.nextTable()
    let order = TableOrder(table)
    var rows: [[String: Any]] = []
    for (place, row) in table.rows.enumerated() {
      var cells: [[String: Any]] = []
      for (index, (cell, column)) in zip(row, table.columns).enumerated() {
        switch cell {
        case .text(let text):
          cells.append(column.alignment == .trailing ? ["text": text, "class": "num"] : ["text": text])
        case .number(let text):
          var context: [String: Any] = ["text": text, "class": "num"]
          context["bar"] = order.bar(place, index)
          cells.append(context)
        case .name(let text): cells.append(["rowName": text])
        case .state(let state): cells.append(["text": state.text, "class": "state \(state.rawValue)"])
        case .chart(let chart):
          charts += 1
          cells.append(["chart": chart.svg(id: "chart-\(charts)"), "class": "chart"])
        }
      }
      var context: [String: Any] = ["cells": cells]
      context["order"] = order.style(ofRow: place)
      rows.append(context)
    }
    let columns = table.columns.enumerated().map { place, column in
      var context: [String: Any] = ["title": column.title]
      if column.alignment == .trailing { context["class"] = "num" }
      if order.isSortable(place) {
        context["sort"] = ["group": "\(anchor)-by", "isFirst": place == 0] as [String: Any]
      }
      return context
    }
    return try render(
      "table",
      [
        "anchor": anchor, "number": name, "caption": table.caption, "columns": columns, "rows": rows,
        "isSortable": order.isSortable,
      ])
  }

  private func render(_ template: String, _ context: [String: Any]) throws -> String {
    guard let html = library.render(context, withTemplate: template) else { throw MissingTemplate(name: template) }
    return html
  }
}

extension CodeSpan {
  fileprivate var html: String {
    kind == .plain
      ? text.escapedForHTML : "<span class=\"\(kind.rawValue.prefix(1))\">\(text.escapedForHTML)</span>"
  }
}
