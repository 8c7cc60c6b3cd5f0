/// Snippets of every kind of CommonMark structure, and of the corners where a writer goes wrong.
let commonMarkCorpus: [String] =
  paragraphs + headings + lists + quotes + code + emphasis + links + images + rawHTML + mixtures

private let paragraphs = [
  "", "plain", "two\nlines", "two\n\nparagraphs", "  indented", "hard  \nbreak", "hard\\\nbreak", "trailing   ",
  "a\n   continued", "\ttab\tinside", "emoji 🚀 and ümlaut", "entities &amp; &copy; &#35; &#x1F680; &nope; &quot;",
  "escapes \\* \\_ \\` \\# \\& \\< \\\\", "\"quotes\" & 'apostrophes' < > --- ...", "a\u{A0}b\u{2028}c",
  "\u{FEFF}mark inside",
]

private let headings = [
  "# one", "###### six", "####### seven", "# closed #", "# closed ###   ", "#none", "#", "one\n===", "two\nlines\n---",
  "# *emphasis* `code`", "# \\#", "## a\n# b\ntext",
]

private let lists = [
  "- a\n- b", "* a\n\n* b", "+ a\n  continued", "1. a\n2. b", "7. seven\n8. eight", "0. zero", "3) three\n4) four",
  "- a\n  - b\n    - c", "- a\n\n  second paragraph\n- b", "- a\n  > quote", "- a\n\n      code", "-\n- b",
  "- # heading",
  "- a\n- b\n\n\n- c", "1. a\n   - b\n   - c\n2. d", "- a\n* b\n+ c", "- ```\n  code\n  ```", "- a\n\n- b\n\n\ntext",
  "- [x] done", "123456789. nine digits", "1234567890. ten digits", "- a\n  b\n- \n- c", "* * *\n- - -\n- a",
  "- a\n\n  - b\n\n    c",
]

private let quotes = [
  "> a", "> a\n> b", "> a\nlazy", "> a\n>\n> b", ">> nested\n> less", "> - list\n> - in quote", ">", "> # h\n> text",
  "> ```\n> code\n> ```", ">     indented", "> a\n\n> b",
]

private let code = [
  "    indented\n      more", "```\nfenced\n```", "~~~\ntildes\n~~~", "````\n```\n````", "``` python\nx < 1 & y\n```",
  "```a\"b<c&d e\n\"x\"\n```", "```\n", "  ```\n  x\n ```", "```\n\n\n```", "~~~ `a` b\nx\n~~~", "    a\n\n\n    b",
  "`a` ``b`c`` ` ` `  ` `` ` ``", "`two\nlines`", "`<b>&amp;`", "`open", "```inline``` text", "\ta\n \tb",
  "```\\&amp;\n```",
]

private let emphasis = [
  "*a* _b_ **c** __d__", "***both***", "**a *b* c**", "*a **b** c*", "snake_case_word", "*a\nb*", "2 * 3 * 4", "**a",
  "*(**a**)*", "_a_b_", "*a`*`*", "__a__b", "****a****",
]

private let links = [
  "[a](b)", "[a](b \"title\")", "[a](b 'ti\"t<le&')", "[a](<b c>)", "[a](b(c)d)", "[a]()", "[a][r]\n\n[r]: /url 'T'",
  "[r]\n\n[r]: <u v>", "[A][]\n\n[a]: u", "[none]", "<https://a.b/c?d=e&f=g>", "<me@example.com>", "[*a* `b`](c)",
  "[a](javascript:alert(1))", "[a](JavaScript:x)", "[a](vbscript:x)", "[a](file:///etc)", "[a](data:text/html,x)",
  "[a](data:image/png;base64,x)", "[a](DATA:IMAGE/SVG+XML,x)", "<javascript:x>", "[a](java&#115;cript:x)",
  "[a](%20 'x')", "[a](ä%C3%A4?q='\"&x=[]{}|\\^`)", "[a](b \"one\ntwo\")", "[a [b](c) d](e)", "[a](\\(b\\))",
  "[a](<\u{1}\u{7F}\t!\"#$%&'()*+,-./:;=?@[]^_`{|}~\\\\\\<\\>>)", "https://bare.example",
]

private let images = [
  "![alt](src)", "![alt](src \"title\")", "![*a* `b` <i>c</i> &amp; [d](e) ![f](g)](src)", "![](src)", "![a\nb](src)",
  "![a](javascript:x)", "![a](data:image/gif;base64,x)", "![a](data:image/jpeg,x)", "![a](data:image/webp,x)",
  "![a](data:image/svg+xml,x)", "![a](data:image/pngfoo,x)", "[![a](b)](c)", "![a][r]\n\n[r]: u \"t\"", "![a  \nb](c)",
]

private let rawHTML = [
  "<div>\nhi\n</div>", "a <b>bold</b> c", "<!-- comment -->", "<script>\nalert(1)\n\n</script>\ntext", "a <br/> b",
  "<?php x ?>", "<!DOCTYPE html>", "<![CDATA[x]]>", "- <div>\n- b", "> <p>\n> x", "a\n<div>", "<a href=\"`\">`x`",
  "<notatag", "<pre>\n\n*x*</pre>\n\ny",
]

private let mixtures = [
  "# T\n\ntext *a*\n\n- x\n- y\n\n> q\n\n---\n\n```\nc\n```\n\n<hr>\n\n1. z", "***\n---\n___", "a\n***\nb",
  "---\n\n---",
  "- a\n  ***\n  b", "> 1. a\n>\n>    b\n> 2. <i>\n", "[r]: u\n# h [r]", "[r]: u", "- - - a\n- 1. - b",
]
