/// What may be wrong with a block that runs, and all that is to be said of it.
let stepComplaints: [(String, String)] = [
  (
    "```swift evalute\nx\n```",
    """
    n.md:1:10: error: unknown step "evalute"
       | ```swift evalute
       |          ^~~~~~~ did you mean "evaluate"? the steps are scope, data, label, train, evaluate, errors, deploy, \
    monitor, maintain
    """
  ),
  (
    "a\n\n~~~ swift prepare\n~~~",
    """
    n.md:3:11: error: unknown step "prepare"
       | ~~~ swift prepare
       |           ^~~~~~~ the steps are scope, data, label, train, evaluate, errors, deploy, monitor, maintain
    """
  ),
  (
    "```swift data echo=false\n```",
    """
    n.md:1:15: error: a block is one step: "echo=false" is one word too many
       | ```swift data echo=false
       |               ^~~~~~~~~~ options stand in the block as //| key: value
    """
  ),
  (
    "```{swift} data\n```",
    """
    n.md:1:4: error: unknown info string "{swift}"
       | ```{swift} data
       |    ^~~~~~~ write swift, then a space and the step
    """
  ),
  (
    "```swift{data}\n```",
    """
    n.md:1:4: error: unknown info string "swift{data}"
       | ```swift{data}
       |    ^~~~~~~~~~~ write swift, then a space and the step
    """
  ),
  (
    "```swift,data\n```",
    """
    n.md:1:4: error: unknown info string "swift,data"
       | ```swift,data
       |    ^~~~~~~~~~ write swift, then a space and the step
    """
  ),
  (
    "```Swift data\n```",
    """
    n.md:1:4: warning: a block of "Swift" is shown but does not run
       | ```Swift data
       |    ^~~~~ did you mean "swift"?
    """
  ),
  (
    "```swift\n//| captoin: a\n```",
    """
    n.md:2:5: error: unknown option "captoin"
       | //| captoin: a
       |     ^~~~~~~ did you mean "caption"?
    """
  ),
  (
    "```swift\n//| warnings: no\n```",
    """
    n.md:2:5: error: unknown option "warnings"
       | //| warnings: no
       |     ^~~~~~~~ the options are label, caption, echo, show, eval
    """
  ),
  (
    " ```swift\n //| echo: yes\n ```",
    """
    n.md:2:12: error: echo cannot be "yes"
       |  //| echo: yes
       |            ^~~ write true, false or fold
    """
  ),
  (
    "```swift\n//| eval: no\n//| show: 1\n```",
    """
    n.md:2:11: error: eval cannot be "no"
       | //| eval: no
       |           ^~ write true or false
    n.md:3:11: error: show cannot be "1"
       | //| show: 1
       |           ^ write true or false
    """
  ),
  (
    "```swift\n//| label: Drift_1\n```",
    """
    n.md:2:12: error: "Drift_1" is no label
       | //| label: Drift_1
       |            ^~~~~~~ start with a letter, go on with a-z, 0-9 and hyphens, end without a hyphen
    """
  ),
  (
    "```swift\n//| label: a\nx\n```\n\n```swift\n//| echo: true\n//| label: fig-a\n```",
    """
    n.md:8:5: error: another block has the label "a"
       | //| label: fig-a
       |     ^~~~~ give each block a label of its own
    """
  ),
  (
    "```swift\n//| echo\n```",
    """
    n.md:2:5: error: an option without a value
       | //| echo
       |     ^~~~ write it as //| key: value
    """
  ),
  (
    "```swift\n//| caption:\n```",
    """
    n.md:2:5: error: caption has no value
       | //| caption:
       |     ^~~~~~~
    """
  ),
  (
    "```swift\n//| caption: \"a\n```",
    """
    n.md:2:14: error: this quote is never closed
       | //| caption: "a
       |              ^~
    """
  ),
  (
    "```swift\n//| echo: true\n//| echo: false\n```",
    """
    n.md:3:5: error: "echo" is written twice
       | //| echo: false
       |     ^~~~ keep one of them
    """
  ),
  (
    "```swift\nlet x = 1\n//| echo: false\n//| just a comment\n```",
    """
    n.md:3:5: warning: this option stands below code and has no effect
       | //| echo: false
       |     ^~~~~~~~~~~ move it to the block's first line
    """
  ),
  (
    "- a\n  ```swift data\n  x\n  ```\n\n> ~~~ swift\n> ~~~",
    """
    n.md:2:6: warning: a swift block inside a list or quote is shown but does not run
       |   ```swift data
       |      ^~~~~~~~~~ start it at the left margin to run it
    n.md:6:7: warning: a swift block inside a list or quote is shown but does not run
       | > ~~~ swift
       |       ^~~~~ start it at the left margin to run it
    """
  ),
]
