import Foundation

/// A page that shows a report in frames of several widths and writes down what is wrong with it.
///
/// The report itself runs nothing; the frame around it asks the browser: does it scroll sideways, is every figure named, are
/// headings in order, can all text be read on its background, was anything fetched?
enum PageInspector {
  static let widths = [320, 360, 400, 768, 1440]

  /// - Parameter report: beside which the inspecting page is written.
  static func write(for report: URL) throws -> URL {
    let page = report.deletingLastPathComponent().appendingPathComponent("inspect-\(report.lastPathComponent)")
    let html = template.replacing("REPORT", with: report.lastPathComponent)
      .replacing("WIDTHS", with: "[\(widths.map(String.init).joined(separator: ","))]")
    try html.write(to: page, atomically: true, encoding: .utf8)
    return page
  }

  /// What the inspecting page wrote down; nil where it did not come to its end.
  static func findings(in dom: String) -> [String]? {
    guard let match = dom.firstMatch(of: /<pre id="findings">([\s\S]*?)<\/pre>/) else { return nil }
    let lines = match.1.split(separator: "\n").map(String.init)
    return lines.first == "done" ? Array(lines.dropFirst()) : nil
  }

  private static let template = """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inspector</title></head><body><script>
    const findings = [];
    const say = (width, text) => { const line = width + ': ' + text; if (findings.length < 60) findings.push(line) };
    const light = (colour) => {
      const [r, g, b, a] = colour.match(/[\\d.]+/g).map(Number);
      const line = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4) };
      return { value: 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b), alpha: a === undefined ? 1 : a };
    };
    const behind = (element, view) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = view.getComputedStyle(at).backgroundColor;
        if (light(colour).alpha > 0.99) return light(colour).value;
      }
      return 1;
    };
    const inspect = (width, frame) => {
      const document = frame.contentDocument, view = frame.contentWindow, root = document.documentElement;
      if (!document.querySelector('main')) { say(width, 'no report'); return }
      if (root.scrollWidth > root.clientWidth) {
        say(width, 'scrolls sideways by ' + (root.scrollWidth - root.clientWidth));
        for (const element of document.querySelectorAll('body *')) {
          const box = element.getBoundingClientRect();
          if (box.right > root.clientWidth + 1 && !element.closest('.scroll, svg, pre')) {
            say(width, 'too wide: ' + element.tagName + '.' + element.className + ' ' + element.textContent.slice(0, 40)); break
          }
        }
      }
      for (const element of document.querySelectorAll('[src], link[href], script, object, iframe, embed')) {
        const address = element.getAttribute('src') || element.getAttribute('href') || element.tagName;
        if (!address.startsWith('data:')) say(width, 'asks for ' + address)
      }
      for (const style of document.querySelectorAll('style')) {
        if (/@import|url\\(\\s*['"]?(?!data:)/.test(style.textContent)) say(width, 'a style asks for more')
      }
      if (!root.lang) say(width, 'no language');
      for (const tag of ['header', 'main', 'footer', 'nav']) {
        if (document.querySelectorAll('body > ' + tag + ', body > div > ' + tag).length !== 1) say(width, 'not one ' + tag)
      }
      let level = 0;
      for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1 && !(own === 4)) say(width, 'heading skips to ' + own + ': ' + heading.textContent);
        if (!heading.textContent.trim()) say(width, 'empty heading');
        level = own === 4 ? level : own;
      }
      if (document.querySelectorAll('h1').length < 1) say(width, 'no first heading');
      const ids = new Set();
      for (const element of document.querySelectorAll('[id]')) {
        if (ids.has(element.id)) say(width, 'twice the id ' + element.id);
        ids.add(element.id)
      }
      for (const link of document.querySelectorAll('a[href^="#"]')) {
        if (link.getAttribute('href').length > 1 && !ids.has(decodeURIComponent(link.getAttribute('href').slice(1)))) say(width, 'leads nowhere: ' + link.getAttribute('href'));
        if (!link.textContent.trim() && !link.getAttribute('aria-label')) say(width, 'a link without words')
      }
      for (const svg of document.querySelectorAll('svg')) {
        if (svg.getAttribute('role') === 'img' && (svg.getAttribute('aria-label') || '').trim()) continue;
        const named = (svg.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id));
        if (svg.getAttribute('role') !== 'img' || named.length !== 2 || named.some((part) => !part || !part.textContent.trim())) say(width, 'a picture without a name')
      }
      for (const table of document.querySelectorAll('table')) {
        if (table.querySelector('thead th:not([scope])') || !table.querySelector('th[scope]')) say(width, 'a table without heads')
      }
      for (const image of document.querySelectorAll('img:not([alt])')) say(width, 'an image without words ' + image.src.slice(0, 30));
      const walker = document.createTreeWalker(document.body, 4);
      const seen = new Set();
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (!text || seen.has(element) || element.closest('title, desc, script, style, .vh, .skip')) continue;
        seen.add(element);
        const style = view.getComputedStyle(element);
        if (style.visibility === 'hidden' || !element.getClientRects().length) continue;
        const isDrawn = element.namespaceURI.includes('svg');
        const fore = light(isDrawn ? style.fill : style.color).value, back = behind(element, view);
        const ratio = (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05);
        // What is drawn on a coloured cell is judged by the cell.
        if (isDrawn && element.previousElementSibling && element.previousElementSibling.matches('rect')) continue;
        const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (isLarge ? 3 : 4.5)) say(width, 'contrast ' + ratio.toFixed(2) + ': ' + element.tagName + '.' + (element.getAttribute('class') || '') + ' "' + text.slice(0, 30) + '"')
      }
    };
    const widths = WIDTHS;
    let left = widths.length;
    for (const width of widths) {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'border:0;height:900px;width:' + width + 'px';
      frame.onload = () => setTimeout(() => {
        try { inspect(width, frame) } catch (error) { say(width, 'failed: ' + error) }
        if (--left === 0) {
          const list = document.createElement('pre');
          list.id = 'findings';
          list.textContent = ['done', ...findings].join('\\n');
          document.body.append(list)
        }
      }, 100);
      frame.src = 'REPORT';
      document.body.append(frame)
    }
    </script></body></html>
    """
}
