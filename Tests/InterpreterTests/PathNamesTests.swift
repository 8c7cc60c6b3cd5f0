import Diagnostics
import Testing

@Suite("Names of paths")
struct PathNamesTests {
  @Test(arguments: [
    ("w", "", "w"), ("", "", ""), (" ", "", " "), ("data/w.csv", "data", "w.csv"), ("a/b/", "a", "b"), ("a//", "", "a"),
    ("/w", "/", "w"), ("/", "", "/"), ("//", "", "/"), ("../é", "..", "é"),
  ])
  func `are the folder and the name, of one character too`(path: String, folder: String, name: String) {
    let names = PathNames(path)
    #expect(names.folder == folder)
    #expect(names.name == name)
  }

  @Test(arguments: [("w", "x"), ("/w", "/x"), ("a/w", "a/x")])
  func `put another name into the same folder`(path: String, other: String) {
    #expect(PathNames(path).beside("x") == other)
  }
}
