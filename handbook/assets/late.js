// The theme asks for the index of the search as soon as it starts. On a slow phone that is more
// than the page itself, so the request waits until the search is used or the browser is idle.
(() => {
  "use strict";

  const waiting = [];
  let needed = false;
  const go = () => {
    needed = true;
    for (const request of waiting.splice(0)) request();
  };
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isIndex = /search_index\.json$/.test(String(url));
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.isIndex && !needed) waiting.push(() => send.apply(this, body));
    else send.apply(this, body);
  };

  const idle = self.requestIdleCallback ?? ((later) => setTimeout(later, 500));
  addEventListener("load", () => setTimeout(() => idle(go), 2000));
  for (const event of ["focusin", "change", "click"]) {
    addEventListener(event, ({ target }) => {
      if (target instanceof Element && target.closest("#__search, .md-search, [for=__search]")) go();
    });
  }
  // An address with a question in it opens the search at once.
  if (new URLSearchParams(location.search).has("q")) go();
})();
