/// The script with which a page of a preview follows its notebook. Reports have none.
///
/// It asks for `/events` and loads the page anew where the server shows another version than its own, so that nothing
/// is missed while a connection is down, and a server that was started again is found.
public struct LiveReload: Sendable {
  /// The version of the page that carries the script; letters, digits and hyphens.
  public let version: String
  /// What the content policy lets run; unknown to whoever wrote the page's contents.
  public let nonce: String

  public init(version: String, nonce: String) {
    self.version = version
    self.nonce = nonce
  }

  /// As HTML, for the end of a page's head.
  var script: String {
    """
    <script nonce="\(nonce)">
    (() => {
      const shown = "\(version)", key = "daybook preview";
      let source, again, pill;

      // What the reader looks at stays where it is, whatever comes or goes above it.
      const places = () => [...document.querySelectorAll("main [id]")].filter(e => e.getClientRects().length);
      const folds = () => [...document.querySelectorAll("details")].map((e, i) => [(e.closest("[id]") || {}).id || i, e]);
      const keep = () => {
        const at = places().filter(e => e.getBoundingClientRect().top < innerHeight / 3).pop();
        const open = folds().filter(([, e]) => e.open).map(([name]) => name);
        try {
          sessionStorage.setItem(key, JSON.stringify({
            y: scrollY, id: scrollY > 0 && at ? at.id : null, top: at ? at.getBoundingClientRect().top : 0, open }));
        } catch {}
      };
      const restore = () => {
        let kept = null;
        try { kept = JSON.parse(sessionStorage.getItem(key)); sessionStorage.removeItem(key); } catch {}
        if (!kept) return;
        for (const [name, e] of folds()) if (kept.open.includes(name)) e.open = true;
        const e = kept.id && document.getElementById(kept.id);
        scrollTo(0, e ? scrollY + e.getBoundingClientRect().top - kept.top : kept.y);
      };

      const say = text => { if (pill) { pill.textContent = text; pill.hidden = !text; } };
      const listen = () => {
        clearTimeout(again);
        if (source) source.close();
        source = new EventSource("/events");
        source.onmessage = event => {
          const now = JSON.parse(event.data);
          if (now.page !== shown) { source.close(); keep(); location.reload(); }
          else say(now.isRendering ? "Running…" : "");
        };
        source.onerror = () => {
          say("The preview has ended");
          if (source.readyState === 2) again = setTimeout(listen, 1000);
        };
      };
      // A browser keeps few connections to one address: only pages that are looked at hold one.
      const follow = () => {
        if (!document.hidden) return listen();
        clearTimeout(again);
        if (source) source.close();
      };

      if ("scrollRestoration" in history) history.scrollRestoration = "manual";
      addEventListener("DOMContentLoaded", () => {
        pill = document.createElement("p");
        pill.className = "rendering";
        pill.hidden = true;
        pill.setAttribute("role", "status");
        document.body.append(pill);
        if (document.body.classList.contains("stale")) document.title = "✗ " + document.title;
        restore();
        follow();
      });
      document.addEventListener("visibilitychange", follow);
      addEventListener("pagehide", () => { clearTimeout(again); if (source) source.close(); });
      addEventListener("pageshow", event => { if (event.persisted) follow(); });
    })();
    </script>
    """
  }
}
