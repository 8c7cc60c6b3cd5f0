/// What may be wrong between the `---` lines, and all that is to be said of it.
let frontMatterComplaints: [(String, String)] = [
  (
    "title: a\nautor: b",
    """
    n.md:3:1: error: unknown front matter key "autor"
       | autor: b
       | ^~~~~ did you mean "author"?
    """
  ),
  (
    "format: html",
    """
    n.md:2:1: error: unknown front matter key "format"
       | format: html
       | ^~~~~~ the keys are title, subtitle, author, date, lang, theme, accent, logo, footer, privacy
    """
  ),
  (
    "author: [a, b]",
    """
    n.md:2:9: error: the author must be text, not a list
       | author: [a, b]
       |         ^ put the text in quotes
    """
  ),
  (
    "title: {week}",
    """
    n.md:2:8: error: the title must be text, not a mapping
       | title: {week}
       |        ^ put the text in quotes
    """
  ),
  (
    "date: 2025-02-29",
    """
    n.md:2:7: error: "2025-02-29" is no date
       | date: 2025-02-29
       |       ^~~~~~~~~~ write year-month-day, as in 2026-11-22
    """
  ),
  (
    "date: 22.11.2026",
    """
    n.md:2:7: error: "22.11.2026" is no date
       | date: 22.11.2026
       |       ^~~~~~~~~~ write year-month-day, as in 2026-11-22
    """
  ),
  (
    "lang: english!",
    """
    n.md:2:7: error: "english!" is no language tag
       | lang: english!
       |       ^~~~~~~~ write a tag such as en, de or pt-BR
    """
  ),
  (
    "title: a\ntitle: b",
    """
    n.md:3:1: error: "title" is written twice
       | title: b
       | ^~~~~ keep one of them
    """
  ),
  (
    "title: Détails: more",
    """
    n.md:2:15: error: a colon inside a value
       | title: Détails: more
       |               ^ put the value in quotes
    """
  ),
  (
    "title: \"a\ndate: 2026-11-22",
    """
    n.md:2:8: error: this quote is never closed
       | title: "a
       |        ^ close it on the same line
    """
  ),
  (
    "title: [a, b",
    """
    n.md:2:8: error: this list is never closed
       | title: [a, b
       |        ^ a text that starts so needs quotes
    """
  ),
  (
    "title: {a",
    """
    n.md:2:8: error: this mapping is never closed
       | title: {a
       |        ^ a text that starts so needs quotes
    """
  ),
  (
    "title: @home",
    """
    n.md:2:8: error: a value cannot start with "@"
       | title: @home
       |        ^ put the value in quotes
    """
  ),
  (
    "title: *x",
    """
    n.md:2:8: error: a value cannot start with "*"
       | title: *x
       |        ^ put the value in quotes
    """
  ),
  (
    "title: **bold**",
    """
    n.md:2:8: error: a value cannot start with "*"
       | title: **bold**
       |        ^ put the value in quotes
    """
  ),
  (
    "title: - a",
    """
    n.md:2:8: error: a value cannot start with "-"
       | title: - a
       |        ^ put the value in quotes
    """
  ),
  (
    "title: >x",
    """
    n.md:2:8: error: a value cannot start with ">"
       | title: >x
       |        ^ put the value in quotes
    """
  ),
  (
    "title: ]",
    """
    n.md:2:8: error: a value cannot start with "]"
       | title: ]
       |        ^ put the value in quotes
    """
  ),
  (
    "title: a\nfoo bar",
    """
    n.md:3:1: error: this line has no colon
       | foo bar
       | ^ write it as key: value
    """
  ),
  (
    "title\nauthor: a",
    """
    n.md:2:1: error: this line has no colon
       | title
       | ^ write it as key: value
    """
  ),
  (
    "title: a\n  author: b",
    """
    n.md:3:1: error: this line is indented
       |   author: b
       | ^ start every key at the left margin
    """
  ),
  (
    "title: a\n\tauthor: b",
    """
    n.md:3:1: error: a tab indents this line
       | \tauthor: b
       | ^ start every key at the left margin
    """
  ),
  (
    "title: \"a\" b",
    """
    n.md:2:12: error: text behind a closing quote
       | title: "a" b
       |            ^ put the whole value in double quotes
    """
  ),
  (
    "title: a\n- b",
    """
    n.md:3:1: error: this line is not written as key: value
       | - b
       | ^
    """
  ),
  (
    "title: \"\\q\"",
    """
    n.md:2:9: error: an unknown escape in quotes
       | title: "\\q"
       |         ^ write \\\\ for a backslash, or use single quotes
    """
  ),
  (
    "hello",
    """
    n.md:2:1: error: the front matter is not written as key: value
       | hello
       | ^
    """
  ),
  (
    "[a]: b",
    """
    n.md:2:1: error: a key must be a word
       | [a]: b
       | ^ the keys are title, subtitle, author, date, lang, theme, accent, logo, footer, privacy
    """
  ),
  (
    "title: a\u{1}b",
    """
    n.md:2:9: error: a control character
       | title: a\u{FFFD}b
       |         ^ delete it
    """
  ),
  (
    "title: \"\\x1b[1m\"",
    """
    n.md:2:8: error: the title contains a control character
       | title: "\\x1b[1m"
       |        ^~~~
    """
  ),
  (
    "--- a\n--- b",
    """
    n.md:3:1: error: the front matter is not valid YAML: but found another document
       | --- b
       | ^
    """
  ),
]
